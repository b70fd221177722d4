import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, openNew, rangeOf, until, whenRead } from "../support";

const JSON_TEXT = `// a header
{
  "length": { "epochs": 90, "stepsPerEpoch": 100 },
  "learningRate": [
    { "kind": "linear", "from": 1e-3, "to": 0.5, "for": "5 epochs" }, // warm
    { "kind": "cosine", "to": 0 }
  ]
}
`;

const TS_TEXT = `import { cosine, defineSchedule, linear } from "learning-rate-designer";
export const run = defineSchedule({
  length: { steps: 1000 },
  learningRate: [linear({ from: 0, to: 0.1, for: 100 }), cosine({ to: 0 })],
});
`;

const actionsAt = (document: vscode.TextDocument, text: string): Thenable<vscode.CodeAction[]> =>
  vscode.commands.executeCommand(
    "vscode.executeCodeActionProvider",
    document.uri,
    rangeOf(document, text),
    vscode.CodeActionKind.Refactor.value,
  );

async function actionAt(
  document: vscode.TextDocument,
  text: string,
  title: string,
): Promise<vscode.CodeAction> {
  const actions = await actionsAt(document, text);
  const found = actions.find((action) => action.title.startsWith(title));
  assert.ok(found, `${title} is not among ${actions.map((action) => action.title).join(", ")}`);
  return found;
}

async function run({ command }: vscode.CodeAction, ...more: unknown[]): Promise<void> {
  assert.ok(command);
  const given = (command.arguments ?? []) as unknown[];
  await vscode.commands.executeCommand(command.command, ...given, ...more);
}

/** The text of the new document that is shown once it is converted. */
async function converted(): Promise<vscode.TextDocument> {
  const shown = (): vscode.TextDocument | undefined => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.isUntitled === true ? document : undefined;
  };
  await until("the new document is shown", () => shown() !== undefined);
  const document = shown();
  assert.ok(document);
  await whenRead(document);
  return document;
}

describe("refactorings", () => {
  afterEach(closeAll);

  it("convert a file to TypeScript and back, comments and spellings kept", async () => {
    const { document } = await openNew("convert.schedule.json", JSON_TEXT);
    await run(await actionAt(document, '"kind": "cosine"', "Convert the file to TypeScript"));
    const typescript = await converted();
    assert.equal(typescript.languageId, "typescript");
    const text = typescript.getText();
    assert.ok(text.startsWith("// a header\nimport {"), text);
    assert.ok(text.includes("linear({ from: 1e-3, to: 0.5, for: epochs(5) }), // warm"), text);
    await vscode.commands.executeCommand("learningRateDesigner.convert", typescript.uri);
    await until(
      "the JSON is shown",
      () => vscode.window.activeTextEditor?.document.languageId === "jsonc",
    );
    assert.equal(vscode.window.activeTextEditor?.document.getText(), JSON_TEXT);
    assert.equal(document.getText(), JSON_TEXT);
  });

  it("scale a schedule to a new length in one undo step", async () => {
    const { document } = await openNew("scale.schedule.json", JSON_TEXT);
    const action = await actionAt(document, '"kind": "cosine"', "Scale to a new length…");
    await run(action, 180);
    const expected = JSON_TEXT.replace('"epochs": 90', '"epochs": 180').replace(
      '"5 epochs"',
      '"10 epochs"',
    );
    assert.equal(document.getText(), expected);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), JSON_TEXT);
  });

  it("make a phase a constant and put it back", async () => {
    const { document } = await openNew("constant.ts", TS_TEXT);
    const extract = await actionAt(document, "from: 0, to", "Extract the phase");
    assert.ok(extract.edit && (await vscode.workspace.applyEdit(extract.edit)));
    await whenRead(document);
    assert.ok(
      document.getText().includes("const warmup = linear({ from: 0, to: 0.1, for: 100 });"),
    );
    const inline = await actionAt(document, "warmup, cosine", "Inline the constant");
    assert.ok(inline.edit && (await vscode.workspace.applyEdit(inline.edit)));
    assert.equal(document.getText(), TS_TEXT);
  });
});
