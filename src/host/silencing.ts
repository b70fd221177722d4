import { CodeAction, CodeActionKind, l10n, WorkspaceEdit, type Diagnostic } from "vscode";
import type { Problem } from "../core/problem";
import type { TextEdit } from "../core/text/range";
import type { AnalyzedDocument } from "./analysisService";
import { isEditable } from "./documents";
import { COMMANDS } from "./names";
import { toRange } from "./positions";

type Core = typeof import("./lazy/core");

/** Ways to be told no more of a rule: by a comment for the line or the schedule, in the settings. */
export function silencing(
  core: Core,
  { document, analysis }: AnalyzedDocument,
  problem: Problem,
  diagnostics: Diagnostic[],
): CodeAction[] {
  const { code, range } = problem;
  if (!core.isRule(code)) return [];
  const schedule = analysis.schedules.find(({ problems }) => problems.includes(problem));
  const parsed = analysis.document;
  const comments: [string, TextEdit][] = isEditable(document)
    ? [
        [
          l10n.t("Turn off {0} for this line", code),
          core.turnOffForLine(parsed, range.start, code),
        ],
        ...(schedule
          ? ([
              [
                l10n.t("Turn off {0} for this schedule", code),
                core.turnOffForSchedule(parsed, schedule, code),
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
  const title = l10n.t("Turn off {0} in the settings", rule);
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { command: COMMANDS.setRuleSeverity, title, arguments: [uri, rule, "off"] };
  action.diagnostics = diagnostics;
  return action;
}
