import {
  CodeAction,
  CodeActionKind,
  languages,
  Uri,
  workspace,
  WorkspaceEdit,
  type CancellationToken,
  type CodeActionContext,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  type Range,
  type TextDocument,
} from "vscode";
import type { Fix, Problem } from "../core/problem";
import type { AnalysisService } from "./analysisService";
import { DIAGNOSTIC_SOURCE } from "./diagnostics";
import { SELECTOR } from "./documents";
import { rangeIn, toRange } from "./positions";
import { suppressActions } from "./suppress";
import { fixesOf } from "./triedFixes";

/** Offers the fixes of the problems at the cursor. All edits of one fix are one undo step. */
class QuickFixes implements CodeActionProvider {
  constructor(private readonly analyses: AnalysisService) {}

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    context: CodeActionContext,
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    if (context.only && !context.only.contains(CodeActionKind.QuickFix)) return [];
    const analyzed = await this.analyses.current(document, token);
    if (!analyzed) return [];
    const core = await import("./lazy/core");
    const problems = analyzed.analysis.problems.filter(
      (problem) => toRange(document, problem.range).intersection(range) !== undefined,
    );
    const bound = (problem: Problem): Diagnostic[] =>
      context.diagnostics.filter((diagnostic) => isOf(diagnostic, problem, document));
    const mending: CodeAction[] = [];
    for (const problem of problems) {
      if (token.isCancellationRequested) return [];
      const fixes = await fixesOf(this.analyses, analyzed, problem);
      mending.push(...actionsOf(fixes, document, bound(problem)));
    }
    return [
      ...mending,
      ...problems.flatMap((problem) => suppressActions(core, analyzed, problem, bound(problem))),
    ];
  }
}

function actionsOf(
  fixes: readonly Fix[],
  document: TextDocument,
  diagnostics: Diagnostic[],
): CodeAction[] {
  const preferred = fixes.find((fix) => fix.preferred === true);
  return fixes.flatMap((fix) => {
    const edit = editOf(fix, document);
    if (!edit) return [];
    const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
    action.diagnostics = diagnostics;
    action.isPreferred = fix === preferred;
    action.edit = edit;
    return [action];
  });
}

function isOf(diagnostic: Diagnostic, problem: Problem, document: TextDocument): boolean {
  const { code, source, range } = diagnostic;
  const value = typeof code === "object" ? code.value : code;
  const sameRange = range.isEqual(toRange(document, problem.range));
  return source === DIAGNOSTIC_SOURCE && value === problem.code && sameRange;
}

/** Undefined where the other file has changed since it was read. */
function editOf({ edits, elsewhere }: Fix, document: TextDocument): WorkspaceEdit | undefined {
  const edit = new WorkspaceEdit();
  for (const { range, text } of edits) edit.replace(document.uri, toRange(document, range), text);
  if (!elsewhere) return edit;
  const open = workspace.textDocuments.find(({ uri }) => uri.toString() === elsewhere.uri);
  if (open && open.getText() !== elsewhere.text) return undefined;
  const uri = Uri.parse(elsewhere.uri, true);
  for (const { range, text } of elsewhere.edits)
    edit.replace(uri, rangeIn(elsewhere.text, range), text);
  return edit;
}

export const registerCodeActions = (analyses: AnalysisService): Disposable =>
  languages.registerCodeActionsProvider(SELECTOR, new QuickFixes(analyses), {
    providedCodeActionKinds: [CodeActionKind.QuickFix],
  });
