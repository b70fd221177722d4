import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, openNew, until, whenRead } from "../support";

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
});
