import type { TextEdit } from "../../../src/core/text/range";

/** What an editor does with the edits of one fix. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const { range, text: added } of edits) {
    if (range.start < at) throw new Error("edits overlap or are not sorted");
    result += text.slice(at, range.start) + added;
    at = range.end;
  }
  return result + text.slice(at);
}
