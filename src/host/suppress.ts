import { CodeAction, CodeActionKind, l10n, WorkspaceEdit, type Diagnostic } from "vscode";
import type { Problem } from "../core/problem";
import type { TextEdit } from "../core/text/range";
import type { AnalyzedDocument } from "./analysisService";
import { isEditable } from "./documents";
import { COMMANDS } from "./names";
import { toRange } from "./positions";

type Core = typeof import("./lazy/core");

/** Ways to suppress a rule: by a comment for the line or the schedule, or in settings. */
export function suppressActions(
  core: Core,
  { document, analysis }: AnalyzedDocument,
  problem: Problem,
  diagnostics: Diagnostic[],
): CodeAction[] {
  const { code, range } = problem;
  if (!core.isRule(code)) return [];
  const schedule = analysis.schedules.find(({ problems }) => problems.includes(problem));
  const parsed = analysis.document;
  // comments of other languages are not read for words of ours
  const comments: [string, TextEdit][] =
    isEditable(document) && parsed.format === undefined
      ? [
          [
            l10n.t("Suppress {0} on this line", code),
            core.suppressOnLine(parsed, range.start, code),
          ],
          ...(schedule
            ? ([
                [
                  l10n.t("Suppress {0} in this schedule", code),
                  core.suppressInSchedule(parsed, schedule, code),
                ],
              ] satisfies [string, TextEdit][])
            : []),
        ]
      : [];
  return [
    ...comments.map(([title, { range: place, text }]) => {
      const action = new CodeAction(title, CodeActionKind.QuickFix);
      action.edit = new WorkspaceEdit();
      action.edit.replace(document.uri, toRange(document, place), text);
      action.diagnostics = diagnostics;
      return action;
    }),
    inSettings(document, code, diagnostics),
  ];
}

function inSettings(
  { uri }: AnalyzedDocument["document"],
  rule: string,
  diagnostics: Diagnostic[],
): CodeAction {
  const title = l10n.t("Suppress {0} in settings", rule);
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { command: COMMANDS.setRuleSeverity, title, arguments: [uri, rule, "off"] };
  action.diagnostics = diagnostics;
  return action;
}
