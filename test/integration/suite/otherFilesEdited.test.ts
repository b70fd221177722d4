import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, inWorkspace, openNew, until, whenRead } from "../support";

const TEXT = `import argparse
import torch

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=90)
args = parser.parse_args()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[30, 60], gamma=0.1)
for epoch in range(args.epochs):
    optimizer.step()
    scheduler.step()
`;

// Runs after the suite about memory, as those that leave documents of other programs behind.
describe("files of other programs edited in place", () => {
  afterEach(closeAll);

  it("scales a training script to a new length, as one step to undo", async () => {
    const { document } = await openNew("train_scaled.py", TEXT);
    await whenRead(document);
    const scale = "learningRateDesigner.scaleLength";
    await vscode.commands.executeCommand(scale, document.uri, "scheduler", 180);
    const expected = TEXT.replace("default=90", "default=180").replace("[30, 60]", "[60, 120]");
    await until("the script is scaled", () => document.getText() === expected);
    assert.equal(document.getText(), expected);
    await vscode.commands.executeCommand("undo");
    await until("it is as it was", () => document.getText() === TEXT);
  });

  it("scales a script whose options stand in another file, as one step to undo", async () => {
    const options = `import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--steps", type=int, default=5_000)
`;
    const text = `import torch
from scaled_options import parser

args = parser.parse_args()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=args.steps)
for step in range(args.steps):
    optimizer.step()
    scheduler.step()
`;
    const file = inWorkspace("scaled_options.py");
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(options));
    const other = await vscode.workspace.openTextDocument(file);
    const { document } = await openNew("train_across.py", text);
    await whenRead(document);
    const scale = "learningRateDesigner.scaleLength";
    await vscode.commands.executeCommand(scale, document.uri, "scheduler", 8000);
    const expected = options.replace("5_000", "8_000");
    await until("the options are scaled", () => other.getText() === expected);
    assert.equal(document.getText(), text);
    await vscode.window.showTextDocument(other);
    await vscode.commands.executeCommand("undo");
    await until("they are as they were", () => other.getText() === options);
  });
});
