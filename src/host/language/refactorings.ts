import {
  CodeAction,
  CodeActionKind,
  l10n,
  languages,
  WorkspaceEdit,
  type CancellationToken,
  type CodeActionContext,
  type CodeActionProvider,
  type Disposable,
  type Range,
  type TextDocument,
} from "vscode";
import type { TextEdit } from "../../core/text/range";
import type { AnalysisService, AnalyzedDocument } from "../analysisService";
import { SELECTOR } from "../documents";
import { COMMANDS, ID } from "../names";
import { toRange } from "../positions";

const FIX_ALL = CodeActionKind.SourceFixAll.append(ID);
const KINDS = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL];

/** Other ways to write what stands at the cursor, values for unknowns, and "fix all". */
class Refactorings implements CodeActionProvider {
  constructor(private readonly analyses: AnalysisService) {}

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    { only }: CodeActionContext,
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    const asked = KINDS.filter((kind) => isAsked(kind, only));
    if (asked.length === 0) return [];
    const analyzed = await this.analyses.current(document, token);
    if (!analyzed) return [];
    const asksFor = (kind: CodeActionKind): boolean => asked.includes(kind);
    return [
      ...(asksFor(CodeActionKind.QuickFix) ? valueActions(analyzed, range) : []),
      ...(asksFor(CodeActionKind.RefactorRewrite) ? await rewrites(analyzed, range) : []),
      ...(asksFor(FIX_ALL) ? await fixAll(analyzed) : []),
    ];
  }
}

/** "Fix all" is for those who ask for it: on saving, or in the menu of source actions. */
const isAsked = (kind: CodeActionKind, only: CodeActionKind | undefined): boolean =>
  only === undefined ? kind !== FIX_ALL : only.contains(kind) || kind.contains(only);

function valueActions({ document, analysis }: AnalyzedDocument, range: Range): CodeAction[] {
  const symbols = analysis.schedules.flatMap(({ unknowns }) =>
    unknowns
      .filter((unknown) => toRange(document, unknown.range).intersection(range) !== undefined)
      .map(({ symbol }) => symbol),
  );
  return [...new Set(symbols)].map((symbol) => {
    const title = l10n.t('Give "{0}" a value for the preview…', symbol);
    const action = new CodeAction(title, CodeActionKind.QuickFix);
    action.command = {
      command: COMMANDS.giveValue,
      title,
      arguments: [document.uri, symbol],
    };
    return action;
  });
}

async function rewrites(analyzed: AnalyzedDocument, range: Range): Promise<CodeAction[]> {
  const { document, analysis } = analyzed;
  const { durationForms, joinPhases, scheduleAt, splitPhase } = await import("../lazy/core");
  const offset = document.offsetAt(range.start);
  const schedule = scheduleAt(analysis, offset);
  if (!schedule) return [];
  const parsed = analysis.document;
  const rewrite = (title: string, edits: readonly TextEdit[] | undefined): CodeAction[] =>
    edits ? [actionOf(title, CodeActionKind.RefactorRewrite, edits, document)] : [];
  return [
    ...durationForms(parsed, schedule, offset).flatMap(({ text, edit }) =>
      rewrite(l10n.t("Write it as {0}", text), [edit]),
    ),
    ...rewrite(l10n.t("Split the phase in the middle"), splitPhase(parsed, schedule, offset)),
    ...rewrite(l10n.t("Join with the next phase"), joinPhases(parsed, schedule, offset)),
  ];
}

async function fixAll({ document, analysis }: AnalyzedDocument): Promise<CodeAction[]> {
  const { safeEdits } = await import("../lazy/core");
  const edits = safeEdits(analysis.problems);
  if (edits.length === 0) return [];
  return [actionOf(l10n.t("Fix all safe problems"), FIX_ALL, edits, document)];
}

function actionOf(
  title: string,
  kind: CodeActionKind,
  edits: readonly TextEdit[],
  document: TextDocument,
): CodeAction {
  const action = new CodeAction(title, kind);
  action.edit = new WorkspaceEdit();
  for (const { range, text } of edits)
    action.edit.replace(document.uri, toRange(document, range), text);
  return action;
}

export const registerRefactorings = (analyses: AnalysisService): Disposable =>
  languages.registerCodeActionsProvider(SELECTOR, new Refactorings(analyses), {
    providedCodeActionKinds: KINDS,
  });
