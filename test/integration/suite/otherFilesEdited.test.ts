import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  closeAll,
  codeOf,
  inWorkspace,
  openNew,
  problemsOf,
  rangeOf,
  until,
  whenRead,
} from "../support";

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

/** A file, the place of the cursor, a length, and each part that changes. */
interface Scaled {
  readonly name: string;
  readonly text: string;
  readonly at: string;
  readonly to: number;
  readonly changes: readonly (readonly [before: string, after: string])[];
}

const SCALED: readonly Scaled[] = [
  {
    name: "scaled.yaml",
    text: `base_model: x
micro_batch_size: 2
learning_rate: 2.0e-5 # of the paper
lr_scheduler: cosine
warmup_steps: 10
max_steps: 5_00 # a day
`,
    at: "lr_scheduler",
    to: 1000,
    changes: [
      ["warmup_steps: 10", "warmup_steps: 20"],
      ["5_00", "1_000"],
    ],
  },
  {
    name: "ds_config_scaled.json",
    text: `{
  "optimizer": { "type": "AdamW", "params": { "lr": 3e-4 } },
  "scheduler": {
    "type": "WarmupDecayLR",
    "params": { "warmup_max_lr": 3e-4, "warmup_num_steps": 100, "warmup_type": "linear", "total_num_steps": 1000 }
  }
}
`,
    at: '"WarmupDecayLR"',
    to: 3000,
    changes: [
      ["100,", "300,"],
      ["1000", "3000"],
    ],
  },
  {
    name: "scaled.sh",
    text: `STEPS=\${STEPS:-1000}
accelerate launch train_text_to_image.py --lr_scheduler=cosine \\
  --lr_warmup_steps=100 --max_train_steps=$STEPS --learning_rate=1e-5
`,
    at: "--lr_scheduler",
    to: 500,
    changes: [
      [":-1000", ":-500"],
      ["=100 ", "=50 "],
    ],
  },
  {
    name: "scaled.toml",
    text: `[optimizer]
name = "AdamW"
lr = 8e-4

[training]
steps = 1_000

[lr_scheduler]
warmup_steps = 40 # of the paper
`,
    at: "warmup_steps",
    to: 2000,
    changes: [
      ["1_000", "2_000"],
      ["= 40", "= 80"],
    ],
  },
];

const SCALE = "learningRateDesigner.scaleLength";

const changed = (text: string, changes: Scaled["changes"]): string =>
  changes.reduce((now, [before, after]) => now.replace(before, after), text);

// Runs after the suite about memory, as those that leave documents of other programs behind.
describe("files of other programs edited in place", () => {
  afterEach(closeAll);

  it("scales a training script to a new length, as one step to undo", async () => {
    const { document } = await openNew("train_scaled.py", TEXT);
    await whenRead(document);
    await vscode.commands.executeCommand(SCALE, document.uri, "scheduler", 180);
    const expected = TEXT.replace("default=90", "default=180").replace("[30, 60]", "[60, 120]");
    await until("the script is scaled", () => document.getText() === expected);
    assert.equal(document.getText(), expected);
    await vscode.commands.executeCommand("undo");
    await until("it is as it was", () => document.getText() === TEXT);
  });

  for (const { name, text, at, to, changes } of SCALED)
    it(`scales ${name} at the cursor, as one step to undo`, async () => {
      const editor = await openNew(name, text);
      const { document } = editor;
      const { start } = rangeOf(document, at);
      editor.selection = new vscode.Selection(start, start);
      await vscode.commands.executeCommand(SCALE, document.uri, undefined, to);
      assert.equal(document.getText(), changed(text, changes));
      await vscode.commands.executeCommand("undo");
      await until("it is as it was", () => document.getText() === text);
    });

  it("scales nothing where a part would stay behind, and goes to it", async () => {
    const text = TEXT.replace("[30, 60]", "[30, 2 * 30]");
    const editor = await openNew("train_refused.py", text);
    const { document } = editor;
    await vscode.commands.executeCommand("notifications.clearAll");
    const scaling = vscode.commands.executeCommand(SCALE, document.uri, "scheduler", 180);
    await until("the part is selected", async () => {
      await vscode.commands.executeCommand("notification.acceptPrimaryAction");
      return document.getText(editor.selection).includes("2 * 30");
    });
    await scaling;
    assert.equal(document.getText(), text);
  });

  it("mends a number where it stands, an argparse default, as one step to undo", async () => {
    const text = TEXT.replace(
      "MultiStepLR(optimizer, milestones=[30, 60], gamma=0.1)",
      "CosineAnnealingLR(optimizer, T_max=args.horizon)",
    ).replace("args =", 'parser.add_argument("--horizon", type=int, default=50)\nargs =');
    const { document } = await openNew("train_mended.py", text);
    const isTold = () =>
      problemsOf(document.uri).find((one) => codeOf(one) === "cosine-rises-again");
    await until("it is told", () => isTold() !== undefined);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      isTold()?.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ isPreferred, edit }) => isPreferred && edit);
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), text.replace("default=50", "default=90"));
    await vscode.commands.executeCommand("undo");
    await until("it is as it was", () => document.getText() === text);
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
    await vscode.commands.executeCommand(SCALE, document.uri, "scheduler", 8000);
    const expected = options.replace("5_000", "8_000");
    await until("the options are scaled", () => other.getText() === expected);
    assert.equal(document.getText(), text);
    await vscode.window.showTextDocument(other);
    await vscode.commands.executeCommand("undo");
    await until("they are as they were", () => other.getText() === options);
  });
});
