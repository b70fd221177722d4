import {
  CodeAction,
  CodeActionKind,
  languages,
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
import { toRange } from "./positions";

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
    const problems = analyzed?.analysis.problems ?? [];
    return problems
      .filter((problem) => toRange(document, problem.range).intersection(range) !== undefined)
      .flatMap((problem) => actionsOf(problem, document, context.diagnostics));
  }
}

function actionsOf(
  problem: Problem,
  document: TextDocument,
  diagnostics: readonly Diagnostic[],
): CodeAction[] {
  const bound = diagnostics.filter((diagnostic) => isOf(diagnostic, problem, document));
  const preferred = problem.fixes.find((fix) => fix.preferred === true);
  return problem.fixes.map((fix) => {
    const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
    action.diagnostics = bound;
    action.isPreferred = fix === preferred;
    action.edit = editOf(fix, document);
    return action;
  });
}

function isOf(diagnostic: Diagnostic, problem: Problem, document: TextDocument): boolean {
  const { code, source, range } = diagnostic;
  const value = typeof code === "object" ? code.value : code;
  const sameRange = range.isEqual(toRange(document, problem.range));
  return source === DIAGNOSTIC_SOURCE && value === problem.code && sameRange;
}

function editOf(fix: Fix, document: TextDocument): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { range, text } of fix.edits) {
    edit.replace(document.uri, toRange(document, range), text);
  }
  return edit;
}

export const registerCodeActions = (analyses: AnalysisService): Disposable =>
  languages.registerCodeActionsProvider(SELECTOR, new QuickFixes(analyses), {
    providedCodeActionKinds: [CodeActionKind.QuickFix],
  });
