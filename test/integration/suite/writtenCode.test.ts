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

const run = (command: string, ...args: readonly unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`learningRateDesigner.${command}`, ...args);

const diffShown = (): vscode.TabInputTextDiff | undefined => {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff ? input : undefined;
};

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

  it("is written into a new file, and shown beside what an existing one holds", async () => {
    const { document } = await openNew("to-file.schedule.json", TEXT);
    const file = vscode.Uri.joinPath(document.uri, "../written_code.py");
    await run("convertToFile", document.uri, NAME, "torch", file);
    const code = (await vscode.workspace.openTextDocument(file)).getText();
    assert.match(code, /def make_scheduler\(/);
    const own = code.replace("LEARNING_RATE = 0.5", "LEARNING_RATE = 0.7");
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(own));
    const now = await vscode.workspace.openTextDocument(file);
    await until("the file is as it was changed", () => now.getText() === own);
    // ends with the answer to its question, which is dismissed
    const asked = run("convertToFile", document.uri, NAME, "torch", file);
    await until("the difference is shown", () => diffShown()?.original.path === file.path);
    const shown = diffShown()?.modified;
    assert.ok(shown);
    const proposed = await vscode.workspace.openTextDocument(shown);
    assert.equal(proposed.getText(), code);
    assert.equal(now.getText(), own);
    // the question comes after the difference: it is dismissed as soon as it is there
    let isAnswered = false;
    void asked.then(() => (isAnswered = true));
    await until("the question was dismissed", async () => {
      await vscode.commands.executeCommand("notifications.clearAll");
      return isAnswered;
    });
    assert.equal(now.getText(), own);
  });

  it("takes the place of what a file holds once that is accepted, as one step to undo", async () => {
    const { document } = await openNew("to-replace.schedule.json", TEXT);
    const file = vscode.Uri.joinPath(document.uri, "../replaced_code.py");
    const own = "LEARNING_RATE = 0.7\n";
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(own));
    const now = await vscode.workspace.openTextDocument(file);
    await vscode.commands.executeCommand("notifications.clearAll");
    const asked = run("convertToFile", document.uri, NAME, "torch", file);
    await until("the difference is shown", () => diffShown()?.original.path === file.path);
    assert.equal(now.getText(), own);
    // the question comes a moment after the difference
    await until("the code is in the file", async () => {
      await vscode.commands.executeCommand("notification.acceptPrimaryAction");
      return now.getText().includes("def make_scheduler(");
    });
    await asked;
    assert.equal(vscode.window.activeTextEditor?.document, now);
    await vscode.commands.executeCommand("undo");
    await until("the file is as it was", () => now.getText() === own);
  });

  it("is offered where a schedule is", async () => {
    const { document } = await openNew("offered.schedule.json", TEXT);
    const at = new vscode.Range(
      document.positionAt(TEXT.indexOf("cosine")),
      document.positionAt(TEXT.indexOf("cosine")),
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      at,
      vscode.CodeActionKind.RefactorRewrite.value,
    );
    const copy = actions.find(({ title }) => title === "Copy as code…");
    assert.ok(copy?.command);
    const [uri, id] = (copy.command.arguments ?? []) as unknown[];
    await run("copyAsCode", uri, id, "javascript");
    assert.match(await vscode.env.clipboard.readText(), /export function learningRate\(step\)/);
    for (const title of [
      "Convert to code…",
      "Convert to code in a file…",
      "Show as code to the side…",
    ])
      assert.ok(
        actions.some((action) => action.title === title),
        title,
      );
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
