import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/host/names";
import { templatePath, templates } from "../../../src/host/templates";
import { activated, closeAll, EXTENSION_ID, inWorkspace, open, until, whenRead } from "../support";

const accept = () => vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");

describe("commands", () => {
  afterEach(closeAll);

  /** Each of its questions, as soon as it is asked, is answered with what is proposed. */
  async function newSchedule(folder?: vscode.Uri): Promise<vscode.TextDocument> {
    let done = false;
    void vscode.commands.executeCommand(COMMANDS.newSchedule, folder).then(() => (done = true));
    await until("all questions are answered", async () => {
      if (!done) await accept();
      return done;
    });
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    return document;
  }

  it("makes a new schedule in the folder that was chosen, whatever is open", async () => {
    await activated();
    await open(inWorkspace("json", "sgdr.schedule.json"));
    const folder = inWorkspace("typescript");
    const document = await newSchedule(folder);
    assert.equal(vscode.Uri.joinPath(document.uri, "..").path, folder.path);
    await whenRead(document);
  });

  it("makes a new schedule from the first template, read and drawn at once", async () => {
    const api = await activated();
    const [first] = templates;
    assert.ok(first);
    const document = await newSchedule();
    assert.match(document.uri.path, /\.schedule\.json$/);
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert.ok(extension);
    const file = vscode.Uri.joinPath(extension.extensionUri, ...templatePath(first, "json"));
    const expected = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    assert.equal(document.getText(), expected);
    await whenRead(document);
    await until("its curve is drawn", () => api.sparklines(document.uri).length === 1);
  });

  it("shows the log, which says which extension it is", async () => {
    await activated();
    await vscode.commands.executeCommand(COMMANDS.showLog);
    const shown = (): vscode.TextEditor | undefined =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === "output");
    await until("the log is shown", () => shown() !== undefined);
    assert.match(shown()?.document.uri.path ?? "", /learning.rate.designer/i);
    await vscode.commands.executeCommand("workbench.action.closePanel");
  });
});
