import assert from "node:assert/strict";
import * as vscode from "vscode";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import type { Problem } from "../../../src/core/problem";
import { rules } from "../../../src/core/rules/table";
import type { RuleCase } from "../../unit/rules/case";
import { ruleCases } from "../../unit/rules/ruleCases";
import { COMMENT, jsonOf, saidBy, typescriptOf } from "../ruleTexts";
import { closeAll, codeOf, openNew, problemsOf, until, whenRead } from "../support";

const { Error: ERROR, Warning, Information, Hint } = vscode.DiagnosticSeverity;
const SEVERITIES = { error: ERROR, warning: Warning, information: Information, hint: Hint };

const decode = (text: string): string =>
  text.replace(/&#(\d+);/g, (_match, code: string) => String.fromCodePoint(Number(code)));

const config = () => vscode.workspace.getConfiguration("learningRateDesigner");

/** What the core alone finds in the JSON form of a case: the fixes that the editor must offer. */
function expected(ruleCase: RuleCase): Problem {
  const found = analyze(parseJson(jsonOf(ruleCase))).problems.find(
    ({ code }) => code === ruleCase.rule,
  );
  assert.ok(found, `${ruleCase.rule} is not found`);
  return found;
}

/** Fills the editor with a text, which is one undo step of its own. */
async function fill(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  await editor.edit((edit) => {
    edit.replace(all, text);
  });
  await whenRead(document);
}

function foundIn(document: vscode.TextDocument, rule: string): vscode.Diagnostic[] {
  return problemsOf(document.uri).filter((problem) => codeOf(problem) === rule);
}

/** Range, severity, documentation and hover of the one problem of a case. */
async function checkProblem(
  document: vscode.TextDocument,
  ruleCase: RuleCase,
): Promise<vscode.Range> {
  const { rule: id, marked, says } = ruleCase;
  const rule = rules.find((candidate) => candidate.id === id);
  const [problem, ...others] = foundIn(document, id);
  assert.ok(rule && problem, `${id} is not found in\n${document.getText()}`);
  assert.deepEqual(others, []);
  assert.deepEqual(saidBy(document.getText(problem.range)), saidBy(marked));
  assert.ok(problem.message.includes(says), problem.message);
  assert.equal(problem.severity, SEVERITIES[rule.severity]);
  const tags = rule.unused ? [vscode.DiagnosticTag.Unnecessary] : [];
  assert.deepEqual(problem.tags ?? [], tags);
  assert.ok(typeof problem.code === "object" && problem.code.target.fragment === id);
  await checkHover(document, problem.range, rule.why);
  return problem.range;
}

async function checkHover(
  document: vscode.TextDocument,
  range: vscode.Range,
  why: string,
): Promise<void> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    range.start,
  );
  const text = decode(
    hovers
      .flatMap(({ contents }) => contents as vscode.MarkdownString[])
      .map(({ value }) => value)
      .join("\n"),
  );
  assert.ok(text.includes(why), text.replace(/base64,[^)]*/g, ""));
  assert.match(text, /data:image\/svg\+xml/);
}

async function fixesAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  titles: readonly string[],
): Promise<vscode.CodeAction[]> {
  const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return titles.map((title) => {
    const found = offered.find((action) => action.title === title && action.edit);
    assert.ok(found, `"${title}" is not among ${offered.map((action) => action.title).join("; ")}`);
    return found;
  });
}

const NUMBER = /^-?[\d_.]+(?:e[+-]?\d+)?$/;

/** Comments stay, but for those inside of a part that goes; numbers keep their style. */
function checkEdit(document: vscode.TextDocument, edit: vscode.WorkspaceEdit): void {
  for (const { range, newText } of edit.get(document.uri)) {
    const old = document.getText(range);
    if (!/[{[]/.test(old)) assert.doesNotMatch(old, COMMENT, old);
    if (!NUMBER.test(old) || !NUMBER.test(newText)) continue;
    const value = Number(newText.replaceAll("_", ""));
    if (old.includes("e") && value > 0 && (value < 1 || value >= 10))
      assert.match(newText, /e/, newText);
    if (old.includes("_") && value >= 1000) assert.match(newText, /_/, newText);
  }
}

async function applyAndUndo(
  editor: vscode.TextEditor,
  fix: vscode.CodeAction,
  rule: string,
): Promise<void> {
  const { document } = editor;
  const before = document.getText();
  const start = new vscode.Position(0, 0);
  const end = document.positionAt(before.length);
  editor.selections = [new vscode.Selection(start, start), new vscode.Selection(end, end)];
  assert.ok(fix.edit);
  checkEdit(document, fix.edit);
  assert.ok(await vscode.workspace.applyEdit(fix.edit));
  await whenRead(document);
  const after = document.getText();
  assert.notEqual(after, before);
  assert.deepEqual(
    foundIn(document, rule).map(({ message }) => message),
    [],
    `after "${fix.title}":\n${after}`,
  );
  const cursors = editor.selections.map(({ active }) => document.offsetAt(active));
  assert.deepEqual(cursors, [0, after.length], `the cursor moved by "${fix.title}"`);
  await vscode.commands.executeCommand("undo");
  assert.equal(document.getText(), before, `"${fix.title}" is not one undo step`);
  await whenRead(document);
}

async function checkCase(
  editor: vscode.TextEditor,
  ruleCase: RuleCase,
  text: string,
): Promise<void> {
  await fill(editor, text);
  const range = await checkProblem(editor.document, ruleCase);
  const { fixes } = expected(ruleCase);
  assert.equal(fixes.length, ruleCase.fixes);
  const offered = await fixesAt(
    editor.document,
    range,
    fixes.map(({ title }) => title),
  );
  const preferred = offered.filter(({ isPreferred }) => isPreferred).map(({ title }) => title);
  const wanted = fixes.filter(({ preferred: is }) => is).map(({ title }) => title);
  assert.deepEqual(preferred, wanted);
  assert.equal(preferred.length, Math.min(1, fixes.length));
  for (const fix of offered) await applyAndUndo(editor, fix, ruleCase.rule);
}

const firstOfEach = rules.flatMap(({ id }) => {
  const found = ruleCases.find(({ rule, base }) => rule === id && base === undefined);
  return found ? [found] : [];
});

/** Every rule, provoked in an editor: its problem, its hover, and each of its fixes. */
describe("rules", () => {
  before(async () => {
    await config().update("delay", 0, vscode.ConfigurationTarget.Workspace);
  });
  after(async () => {
    await config().update("delay", undefined, vscode.ConfigurationTarget.Workspace);
    await closeAll();
  });

  it("have a case each", () => {
    const without = rules.filter(({ id }) => !ruleCases.some(({ rule }) => rule === id));
    // What a probe has measured is no part of a text: integration/ui/panel.test.ts provokes it.
    assert.deepEqual(
      without.map(({ id }) => id),
      ["above-speed-limit"],
    );
  });

  for (const [language, file, cases, textIn] of [
    ["JSON", "rules.schedule.json", ruleCases, jsonOf],
    ["TypeScript", "rules.ts", firstOfEach, typescriptOf],
  ] as const) {
    describe(`in ${language}`, () => {
      let editor: vscode.TextEditor;
      before(async () => {
        editor = await openNew(file, "// defineSchedule\n");
      });
      after(closeAll);
      for (const ruleCase of cases) {
        it(`${ruleCase.rule}: ${ruleCase.says}`, async () => {
          await checkCase(editor, ruleCase, textIn(ruleCase));
        });
      }
    });
  }

  it("leave nothing behind when their text goes", async () => {
    const [first] = ruleCases;
    assert.ok(first);
    const editor = await openNew("gone.schedule.json", jsonOf(first));
    assert.notDeepEqual(problemsOf(editor.document.uri), []);
    await fill(editor, '{ "length": { "steps": 10 }, "learningRate": 0.1 }');
    await until("the old problem is gone", () => foundIn(editor.document, first.rule).length === 0);
  });
});
