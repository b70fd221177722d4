import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/host/names";
import {
  activated,
  closeAll,
  codeOf,
  inWorkspace,
  openNew,
  problemsOf,
  until,
  whenRead,
} from "../support";

const LONG = "warmup-longer-than-run";
const PLAIN = `{
  "length": { "steps": 100 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 1, "for": "10%" },
    { "kind": "cosine", "to": 0 }
  ]
}
`;

const codes = (uri: vscode.Uri): unknown[] => problemsOf(uri).map(codeOf);

function shown(): vscode.TextDocument {
  const document = vscode.window.activeTextEditor?.document;
  assert.ok(document);
  return document;
}

const exists = async (uri: vscode.Uri): Promise<boolean> => {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
};

describe("what the walkthrough has to be tried", () => {
  before(activated);
  afterEach(closeAll);

  it("opens an example as it was published, still to be saved", async () => {
    await vscode.commands.executeCommand(COMMANDS.openExample, "sgdr");
    const document = shown();
    assert.ok(document.isUntitled);
    assert.match(document.uri.path, /\/sgdr(?:-\d+)?\.schedule\.json$/);
    assert.match(document.getText(), /arXiv:1608\.03983/);
    await whenRead(document);
  });

  it("makes the mistake in a new file, and fixes it in one step to undo", async () => {
    await vscode.commands.executeCommand(COMMANDS.makeMistake);
    const document = shown();
    const wrong = document.getText();
    assert.ok(document.isUntitled);
    assert.match(wrong, /^\{\n[^]*\n\}\n$/);
    await until("the mistake is told", () => codes(document.uri).includes(LONG));
    await vscode.commands.executeCommand(COMMANDS.fixMistake);
    // a usual warmup is a twentieth of the 600 steps
    assert.equal(document.getText(), wrong.replace('"for": 1000', '"for": 30'));
    await until("nothing is said of it", () => !codes(document.uri).includes(LONG));
    const { Information } = vscode.DiagnosticSeverity;
    const harmful = problemsOf(document.uri).filter(({ severity }) => severity < Information);
    assert.deepEqual(harmful, []);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), wrong);
  });

  it("offers to make the mistake where there is none to fix", async () => {
    await openNew("right.schedule.json", PLAIN);
    let asked = 0;
    await until("the mistake is made", async () => {
      if (Date.now() - asked > 2000) {
        // Another notification that came in between would be the one to be accepted.
        await vscode.commands.executeCommand("notifications.clearAll");
        void vscode.commands.executeCommand(COMMANDS.fixMistake);
        asked = Date.now();
      }
      await vscode.commands.executeCommand("notification.acceptPrimaryAction");
      return shown().getText() !== PLAIN;
    });
    const { uri } = shown();
    await until("the mistake is told", () => codes(uri).includes(LONG));
  });
});

describe("a schedule under a name of no schedule", () => {
  before(activated);
  afterEach(closeAll);

  it("is offered a better one, under which it is open at once, with what was typed", async () => {
    await vscode.commands.executeCommand("notifications.clearAll");
    const editor = await openNew("plainly-ours.json", PLAIN);
    const typed = PLAIN.replace('"to": 1', '"to": 2');
    await editor.edit((edit) => {
      const at = PLAIN.indexOf('"to": 1') + '"to": '.length;
      edit.replace(
        new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + 1)),
        "2",
      );
    });
    const renamed = inWorkspace("plainly-ours.schedule.json");
    await until("it has the new name", async () => {
      await vscode.commands.executeCommand("notification.acceptPrimaryAction");
      return exists(renamed);
    });
    await until(
      "it is shown under it",
      () => vscode.window.activeTextEditor?.document.uri.toString() === renamed.toString(),
    );
    assert.equal(shown().getText(), typed);
    assert.equal(await exists(inWorkspace("plainly-ours.json")), false);
    await whenRead(shown());
  });
});
