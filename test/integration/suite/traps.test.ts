import assert from "node:assert/strict";
import * as vscode from "vscode";
import { mendedText, type Trap } from "../../harness/traps/trap";
import { TRAPS } from "../../harness/traps/traps";
import { closeAll, codeOf, openNew, problemsOf, until, whenRead } from "../support";

const findings = ({ uri }: vscode.TextDocument, code: string): vscode.Diagnostic[] =>
  problemsOf(uri).filter((problem) => codeOf(problem) === code);

/** The fix that most people would take. */
async function fixOf(
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<vscode.WorkspaceEdit | undefined> {
  const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return offered.find(({ isPreferred, edit }) => isPreferred && edit)?.edit;
}

/** Takes the fix, and takes it back: VS Code keeps a changed document open. */
async function checkFix(document: vscode.TextDocument, trap: Trap): Promise<void> {
  const { code, text, stays } = trap;
  const [problem] = findings(document, code);
  assert.ok(problem);
  const edit = await fixOf(document, problem.range);
  assert.ok(edit, "it has no fix");
  assert.ok(await vscode.workspace.applyEdit(edit));
  await whenRead(document);
  assert.equal(document.getText(), mendedText(trap));
  await until("it is told no more", () => findings(document, code).length === (stays ? 1 : 0));
  await vscode.commands.executeCommand("undo");
  await until("it is as it was", () => document.getText() === text);
}

describe("a trap of another program's file", () => {
  afterEach(closeAll);

  for (const trap of TRAPS)
    it(`${trap.file}: ${trap.trap}`, async () => {
      const { file, text, code, marked, says, fix } = trap;
      const { document } = await openNew(file, text);
      await until("it is told", () => findings(document, code).length === 1);
      const [problem] = findings(document, code);
      assert.ok(problem);
      assert.equal(document.getText(problem.range), marked);
      assert.ok(problem.message.includes(says), problem.message);
      if (fix) await checkFix(document, trap);
    });
});
