import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/host/names";
import { templatePath, templates } from "../../../src/host/templates";
import { activated, closeAll, EXTENSION_ID, until, whenRead } from "../support";

const accept = () => vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("commands", () => {
  afterEach(closeAll);

  it("makes a new schedule from the first template, read and drawn at once", async () => {
    const api = await activated();
    const [first] = templates;
    assert.ok(first);
    const done = vscode.commands.executeCommand(COMMANDS.newSchedule);
    await pause(500);
    await accept();
    await pause(500);
    await accept();
    await pause(500);
    await accept();
    await done;
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert.ok(extension);
    const file = vscode.Uri.joinPath(extension.extensionUri, ...templatePath(first, "json"));
    const expected = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    assert.equal(document.getText(), expected);
    await whenRead(document);
    await until("its curve is drawn", () => api.sparklines(document.uri).length === 1);
  });

  it("shows the log without an error", async () => {
    await activated();
    await vscode.commands.executeCommand(COMMANDS.showLog);
  });
});
