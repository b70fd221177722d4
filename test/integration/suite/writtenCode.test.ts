import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, openNew, until } from "../support";

const NAME = "to code";
const TEXT = `{
  "name": "${NAME}",
  "length": { "steps": 1000 },
  "learningRate": [
    { "kind": "linear", "from": 1e-3, "to": 0.5, "for": 100 },
    { "kind": "cosine", "to": 0 }
  ]
}
`;

const run = (command: string, uri: vscode.Uri, name: string, target: string): Thenable<unknown> =>
  vscode.commands.executeCommand(`learningRateDesigner.${command}`, uri, name, target);

// Runs after the suite about memory: VS Code holds the documents that a command makes for minutes.
describe("code of frameworks", () => {
  afterEach(closeAll);

  it("is written into a new document", async () => {
    const { document } = await openNew("to-code.schedule.json", TEXT);
    await run("convertToCode", document.uri, NAME, "torch");
    await until("the code is shown", () =>
      (vscode.window.activeTextEditor?.document.getText() ?? "").includes("def make_scheduler("),
    );
    assert.equal(vscode.window.activeTextEditor?.document.languageId, "python");
  });

  it("is copied", async () => {
    const { document } = await openNew("copied.schedule.json", TEXT);
    await run("copyAsCode", document.uri, NAME, "javascript");
    const copied = await vscode.env.clipboard.readText();
    assert.match(copied, /export function learningRate\(step\)/);
  });

  it("follows the schedule while it is shown beside it", async () => {
    const { document } = await openNew("followed.schedule.json", TEXT);
    await run("showAsCode", document.uri, NAME, "python");
    const code = (): string =>
      vscode.workspace.textDocuments
        .find(({ uri }) => uri.scheme === "learning-rate-code")
        ?.getText() ?? "";
    await until("the code is shown", () => code().includes("0.499"));
    const edit = new vscode.WorkspaceEdit();
    const at = TEXT.indexOf("0.5");
    edit.replace(
      document.uri,
      new vscode.Range(document.positionAt(at), document.positionAt(at + 3)),
      "0.25",
    );
    await vscode.workspace.applyEdit(edit);
    await until("the code has the new peak", () => code().includes("0.249"));
  });
});
