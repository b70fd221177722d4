import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, codeOf, openNew, problemsOf, setWorkspace, until, whenRead } from "../support";

/** Two problems with a safe fix each, and one whose fix is for the user to choose. */
const TEXT = `{
  "length": { "steps": 900 },
  "optimizer": { "name": "sgd", "momentum": 0.5 }, // a comment that must survive
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 1e-1, "for": 540 },
    { "kind": "cosine", "to": 0 },
  ],
  "momentum": 0.9,
}
`;

const KIND = "source.fixAll.learningRateDesigner";

const codes = ({ uri }: vscode.TextDocument): unknown[] => problemsOf(uri).map(codeOf).sort();

describe("fix all", () => {
  afterEach(closeAll);

  it("mends on saving what cannot harm, in one undo step, and nothing else", async () => {
    // A VS Code in a browser saves by itself a second after an edit, and what is saved already is not
    // saved again: on a busy machine that came before this test's own saving.
    await setWorkspace("files.autoSave", "off");
    const editor = await openNew("fix-all.schedule.json", TEXT.trimEnd());
    const { document } = editor;
    await editor.edit((edit) => {
      edit.insert(document.lineAt(document.lineCount - 1).range.end, "\n");
    });
    await whenRead(document);
    assert.deepEqual(codes(document), [
      "hyper-parameter-said-twice",
      "warmup-too-long",
      "zero-rate-first-step",
    ]);
    try {
      await setWorkspace("editor.codeActionsOnSave", { [KIND]: "explicit" });
      assert.ok(await document.save());
      await until("the file is mended", () => document.getText() !== TEXT);
    } finally {
      await setWorkspace("editor.codeActionsOnSave", undefined);
      await setWorkspace("files.autoSave", undefined);
    }
    // 0.1 after 540 steps: 1.85e-4 a step.
    const mended = TEXT.replace('"name": "sgd", "momentum": 0.5', '"name": "sgd"').replace(
      '"from": 0',
      '"from": 0.000185',
    );
    assert.equal(document.getText(), mended);
    await whenRead(document);
    assert.deepEqual(codes(document), ["warmup-too-long"]);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), TEXT);
  });

  it("is offered to those who ask for it alone", async () => {
    const { document } = await openNew("fix-all-asked.schedule.json", TEXT);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const offered = async (kind?: string): Promise<string[]> => {
      const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        all,
        kind,
      );
      return found.flatMap((action) => action.kind?.value ?? []).filter((value) => value === KIND);
    };
    assert.deepEqual(await offered(), []);
    assert.deepEqual(await offered("quickfix"), []);
    assert.deepEqual(await offered("source.fixAll"), [KIND]);
    assert.deepEqual(await offered(KIND), [KIND]);
  });
});
