import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, codeOf, inWorkspace, openNew, problemsOf, until } from "../support";

const CODE = "warmup-too-long";

const AXOLOTL = `base_model: x
micro_batch_size: 2
learning_rate: 2.0e-5
lr_scheduler: cosine
warmup_steps: 400 # for now
max_steps: 500
`;

const SCRIPT = `import torch
from mended_options import parser
from transformers import get_linear_schedule_with_warmup

args = parser.parse_args()
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)
scheduler = get_linear_schedule_with_warmup(optimizer, args.warmup, 1000)
for step in range(1000):
    optimizer.step()
    scheduler.step()
`;

const OPTIONS = `import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--warmup", type=int, default=7_00)  # for now
`;

const findingIn = (document: vscode.TextDocument): vscode.Diagnostic | undefined =>
  problemsOf(document.uri).find((one) => codeOf(one) === CODE);

/** The one fix of the finding that most people would take. */
async function fixIn(document: vscode.TextDocument): Promise<vscode.CodeAction> {
  let found: vscode.CodeAction[] = [];
  await until("it has a fix", async () => {
    const { range } = findingIn(document) ?? {};
    const actions =
      range &&
      (await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
      ));
    found = actions?.filter(({ isPreferred, edit }) => isPreferred && edit) ?? [];
    return found.length > 0;
  });
  const [fix, ...more] = found;
  assert.ok(fix);
  assert.deepEqual(more, []);
  return fix;
}

async function apply({ edit }: vscode.CodeAction): Promise<void> {
  assert.ok(edit && (await vscode.workspace.applyEdit(edit)));
}

// expected by hand: a twentieth of the run
describe("a finding in the curve of another program's file", () => {
  afterEach(closeAll);

  it("is mended by one number of the text, in one step, and told in the hover", async () => {
    const { document } = await openNew("mended_axolotl.yaml", AXOLOTL);
    const fix = await fixIn(document);
    assert.equal(fix.title, "Set warmup_steps to 25");
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      findingIn(document)?.range.start,
    );
    const said = hovers
      .flatMap(({ contents }) => contents as vscode.MarkdownString[])
      .map(({ value }) =>
        value.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))),
      );
    assert.ok(said.join("\n").includes(fix.title), said.join("\n"));
    await apply(fix);
    assert.equal(document.getText(), AXOLOTL.replace("400", "25"));
    await until("it is gone", () => findingIn(document) === undefined);
    await vscode.commands.executeCommand("undo");
    await until("it is as it was", () => document.getText() === AXOLOTL);
  });

  it("is mended in the file that says the number", async () => {
    const file = inWorkspace("mended_options.py");
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(OPTIONS));
    const other = await vscode.workspace.openTextDocument(file);
    const { document } = await openNew("mended_train.py", SCRIPT);
    const fix = await fixIn(document);
    assert.equal(fix.title, "Set num_warmup_steps to 50 (in mended_options.py)");
    await apply(fix);
    assert.equal(other.getText(), OPTIONS.replace("7_00", "50"));
    assert.equal(document.getText(), SCRIPT);
    await until("it is gone", () => findingIn(document) === undefined);
    await vscode.window.showTextDocument(other);
    await vscode.commands.executeCommand("undo");
    await until("it is as it was", () => other.getText() === OPTIONS);
  });
});
