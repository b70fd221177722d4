import {
  CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
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
import type { AnalyzedSchedule } from "../../core/analysis";
import type { TextEdit } from "../../core/text/range";
import type { AnalysisService, AnalyzedDocument } from "../analysisService";
import { SELECTOR } from "../documents";
import { COMMANDS, ID } from "../names";
import { identified } from "../panel/scheduleId";
import { toRange } from "../positions";

const FIX_ALL = CodeActionKind.SourceFixAll.append(ID);
const KINDS = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorRewrite,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
  FIX_ALL,
];

/** Other ways to write what stands at the cursor, values for unknowns, and "fix all". */
class Refactorings implements CodeActionProvider {
  constructor(private readonly analyses: AnalysisService) {}

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    { only, triggerKind }: CodeActionContext,
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
      // They are at hand wherever a schedule is: a light bulb on each of its lines would say nothing.
      ...(triggerKind === CodeActionTriggerKind.Invoke
        ? (await wholeActions(analyzed, range)).filter(({ kind }) => kind && asksFor(kind))
        : []),
      ...(asksFor(FIX_ALL) ? await fixAll(analyzed) : []),
    ];
  }
}

/** "Fix all" is for those who ask for it: on saving, or in the menu of source actions. */
const isAsked = (kind: CodeActionKind, only: CodeActionKind | undefined): boolean =>
  only === undefined ? kind !== FIX_ALL : only.contains(kind) || kind.contains(only);

function valueActions({ document, analysis }: AnalyzedDocument, range: Range): CodeAction[] {
  const symbols = analysis.schedules.flatMap(({ unknowns, foreign }) =>
    [...unknowns, ...(foreign?.offers ?? [])]
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
  if (analysis.document.format !== undefined) return [];
  const { durationForms, joinPhases, scheduleAt, splitInMiddle } = await import("../lazy/core");
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
    ...rewrite(l10n.t("Split the phase in the middle"), splitInMiddle(parsed, schedule, offset)),
    ...rewrite(l10n.t("Join with the next phase"), joinPhases(parsed, schedule, offset)),
  ];
}

/** Phases into constants and back, the other language, another length. */
async function wholeActions(analyzed: AnalyzedDocument, range: Range): Promise<CodeAction[]> {
  const { document, analysis } = analyzed;
  if (analysis.document.format !== undefined) return actionsElsewhere(analyzed, range);
  const { extractPhase, inlineConstant, scheduleAt, statedLength } = await import("../lazy/core");
  const offset = document.offsetAt(range.start);
  const schedule = scheduleAt(analysis, offset);
  if (!schedule) return [];
  const extracted = extractPhase(analysis.document, schedule, offset);
  const inlined = inlineConstant(analysis.document, schedule, offset);
  const edited = (title: string, kind: CodeActionKind, edits: readonly TextEdit[] | undefined) =>
    edits ? [actionOf(title, kind, edits, document)] : [];
  return [
    ...edited(
      l10n.t("Extract the phase into the constant {0}", extracted?.name ?? ""),
      CodeActionKind.RefactorExtract,
      extracted?.edits,
    ),
    ...edited(
      l10n.t("Inline the constant {0}", inlined?.name ?? ""),
      CodeActionKind.RefactorInline,
      inlined?.edits,
    ),
    ...conversionActions(analyzed, schedule.name),
    ...everywhere(analyzed, schedule, statedLength(schedule) !== undefined),
  ];
}

/** What can be done with a schedule in a file of another program, too. */
async function actionsElsewhere(analyzed: AnalyzedDocument, range: Range): Promise<CodeAction[]> {
  const { document, analysis } = analyzed;
  const { scheduleAt, statedForeignLength } = await import("../lazy/core");
  const schedule = scheduleAt(analysis, document.offsetAt(range.start));
  if (!schedule?.schedule) return [];
  const stated = statedForeignLength(analysis.document, schedule);
  return everywhere(analyzed, schedule, stated !== undefined);
}

function everywhere(
  analyzed: AnalyzedDocument,
  schedule: AnalyzedSchedule,
  hasLength: boolean,
): CodeAction[] {
  // several may have one name
  const id = identified(analyzed).find((one) => one.schedule === schedule)?.id ?? schedule.name;
  const ask = (title: string, command: string): CodeAction =>
    asking(title, command, analyzed.document, id);
  return [
    ...(hasLength ? [ask(l10n.t("Scale to a new length…"), COMMANDS.scaleLength)] : []),
    ask(l10n.t("Convert to code…"), COMMANDS.convertToCode),
    ask(l10n.t("Convert to code in a file…"), COMMANDS.convertToFile),
    ask(l10n.t("Copy as code…"), COMMANDS.copyAsCode),
    ask(l10n.t("Show as code to the side…"), COMMANDS.showAsCode),
  ];
}

function conversionActions({ document, analysis }: AnalyzedDocument, name: string): CodeAction[] {
  const language = analysis.document.language === "json" ? "TypeScript" : "JSON";
  const several = analysis.schedules.length > 1;
  return [
    asking(l10n.t("Convert the file to {0}", language), COMMANDS.convert, document),
    ...(several
      ? [asking(l10n.t('Convert "{0}" to {1}', name, language), COMMANDS.convert, document, name)]
      : []),
  ];
}

function asking(
  title: string,
  command: string,
  { uri }: TextDocument,
  ...rest: readonly string[]
): CodeAction {
  const action = new CodeAction(title, CodeActionKind.RefactorRewrite);
  action.command = { command, title, arguments: [uri, ...rest] };
  return action;
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
