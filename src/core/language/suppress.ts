import type { AnalyzedSchedule } from "../analysis";
import { indentAt, lineStart } from "../edit/scan";
import type { ParsedDocument } from "../parse/sourceValue";
import { rules } from "../rules/table";
import type { TextEdit } from "../text/range";

const IDS: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** True where a problem's code is a rule's, which may be suppressed; reading errors may not. */
export const isRule = (code: string): boolean => IDS.has(code);

export const ruleIds = (): readonly { readonly id: string; readonly title: string }[] => rules;

/** The comment that suppresses a rule on the line of `offset`. */
export const suppressOnLine = (document: ParsedDocument, offset: number, rule: string): TextEdit =>
  commentAbove(document.text, offset, "schedule-ignore-next-line", rule);

/** The comment above a schedule that suppresses a rule in the whole of it. */
export function suppressInSchedule(
  document: ParsedDocument,
  { anchor, range }: AnalyzedSchedule,
  rule: string,
): TextEdit {
  const start = Math.min(anchor.start, range.start);
  return commentAbove(document.text, start, "schedule-ignore-schedule", rule);
}

/** One more name in the comment that is there already, or a line of its own. */
function commentAbove(text: string, offset: number, verb: string, rule: string): TextEdit {
  const start = lineStart(text, offset);
  const above = start === 0 ? "" : text.slice(lineStart(text, start - 1), start).trimEnd();
  const there = new RegExp(`^\\s*//\\s*${verb}[ \\t]+[a-z][\\w\\-, \\t]*$`).exec(above);
  if (there) {
    const end = lineStart(text, start - 1) + above.length;
    return { range: { start: end, end }, text: `, ${rule}` };
  }
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const line = `${indentAt(text, start)}// ${verb} ${rule}${lineBreak}`;
  return { range: { start, end: start }, text: line };
}
