import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  activated,
  closeAll,
  codeOf,
  openNew,
  problemsOf,
  rangeOf,
  setWorkspace,
  until,
  whenRead,
} from "../support";

interface Case {
  readonly name: string;
  readonly text: string;
  /** The line of the sparkline, and what the hover there says. */
  readonly anchor: string;
  readonly says: string;
  /** A trap, what it underlines, and the text after its fix. */
  readonly code: string;
  readonly marked: string;
  readonly mended: string;
}

const CASES: readonly Case[] = [
  {
    name: "ds_config.json",
    text: `{
  "optimizer": { "type": "AdamW", "params": { "lr": 0.001 } },
  "scheduler": {
    "type": "WarmupDecayLR",
    "params": { "warmup_max_lr": 0.001, "warmup_num_steps": 50, "total_num_steps": 1000 }
  }
}
`,
    anchor: '"WarmupDecayLR"',
    says: "1,000 steps",
    code: "log-warmup-default",
    marked: '"WarmupDecayLR"',
    mended: '"total_num_steps": 1000, "warmup_type": "linear" }',
  },
  {
    name: "sft.yaml",
    text: `per_device_train_batch_size: 4
learning_rate: 2e-5
max_steps: 500
lr_scheduler_type: cosine
warmup_steps: 25
`,
    anchor: "lr_scheduler_type: cosine",
    says: "500 steps",
    code: "yaml-number-is-text",
    marked: "2e-5",
    mended: "learning_rate: 2.0e-5\n",
  },
];

const quickFixes = (document: vscode.TextDocument, range: vscode.Range) =>
  vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );

async function hoverAt(document: vscode.TextDocument, at: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    at,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => decode((content as vscode.MarkdownString).value))
    .join("\n");
}

const decode = (text: string): string =>
  text.replace(/&#(\d+);/g, (_match, code: string) => String.fromCodePoint(Number(code)));

// Runs after the suite about memory: VS Code holds for minutes what an extension has changed.
for (const { name, text, anchor, says, code, marked, mended } of CASES) {
  describe(`${name}, a file of another program`, () => {
    afterEach(closeAll);

    it("has its curve on the scheduler's line, and the facts in the hover", async () => {
      const api = await activated();
      const { document } = await openNew(name, text);
      const { line } = rangeOf(document, anchor).start;
      await until("it is drawn", () => api.sparklines(document.uri).length === 1);
      assert.equal(api.sparklines(document.uri)[0]?.line, line);
      const hover = await hoverAt(document, rangeOf(document, anchor).start.translate(0, 1));
      assert.ok(hover.includes(says), hover);
      assert.ok(hover.includes("data:image/svg+xml"), hover);
    });

    it("has its trap underlined and mended in one step", async () => {
      const { document } = await openNew(name, text);
      await until("it is told", () => problemsOf(document.uri).some((one) => codeOf(one) === code));
      const problem = problemsOf(document.uri).find((one) => codeOf(one) === code);
      assert.ok(problem);
      assert.equal(document.getText(problem.range), marked);
      const fix = (await quickFixes(document, problem.range)).find(
        ({ isPreferred, edit }) => isPreferred && edit,
      );
      assert.ok(fix?.edit);
      await vscode.workspace.applyEdit(fix.edit);
      await whenRead(document);
      assert.ok(document.getText().includes(mended), document.getText());
      await until(
        "it is gone",
        () => !problemsOf(document.uri).some((one) => codeOf(one) === code),
      );
    });

    it("is offered no change that only a definition of ours allows", async () => {
      const { document } = await openNew(name, text);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        rangeOf(document, anchor),
        vscode.CodeActionKind.Refactor.value,
      );
      const ours = actions.filter(({ title }) => /Convert the|Split|Extract|Inline/.test(title));
      assert.deepEqual(ours, []);
    });
  });
}

describe("a training script in Python", () => {
  afterEach(closeAll);

  it("has its curve on the scheduler's line", async () => {
    const api = await activated();
    const text = `import torch
from torch.optim.lr_scheduler import StepLR

model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = StepLR(optimizer, step_size=30, gamma=0.1)
for epoch in range(90):
    optimizer.step()
    scheduler.step()
`;
    const { document } = await openNew("train.py", text);
    await until("it is drawn", () => api.sparklines(document.uri).length === 1);
    const { line } = rangeOf(document, "StepLR(optimizer").start;
    assert.equal(api.sparklines(document.uri)[0]?.line, line);
  });
});

describe("a format that is switched off", () => {
  afterEach(closeAll);

  it("is not read, until it is switched on again", async () => {
    const api = await activated();
    const [first] = CASES;
    assert.ok(first);
    const { document } = await openNew(first.name, first.text);
    const drawn = (): number => api.sparklines(document.uri).length;
    await until("it is drawn", () => drawn() === 1);
    try {
      await setWorkspace("learningRateDesigner.formats", { deepspeed: false });
      await until("it is gone", () => drawn() === 0 && problemsOf(document.uri).length === 0);
    } finally {
      await setWorkspace("learningRateDesigner.formats", undefined);
    }
    await until("it is back", () => drawn() === 1);
  });
});
