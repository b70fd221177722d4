import type { Range, TextEdit } from "../text/range";

/**
 * The edits that lead from `text` with `before` applied to `text` with `after` applied, for the text
 * as it is with `before`. Both are sorted edits of `text`; what neither touches is not touched.
 */
export function rebase(
  text: string,
  before: readonly TextEdit[],
  after: readonly TextEdit[],
): TextEdit[] {
  let shift = 0;
  return regions([...before, ...after]).flatMap((region) => {
    const now = applied(text, region, before);
    const wanted = applied(text, region, after);
    const start = region.start + shift;
    shift += now.length - (region.end - region.start);
    if (now === wanted) return [];
    return [{ range: { start, end: start + now.length }, text: wanted }];
  });
}

/** The text with sorted edits applied. */
export const withEdits = (text: string, edits: readonly TextEdit[]): string =>
  applied(text, { start: 0, end: text.length }, edits);

/** The ranges of all edits, those that touch or overlap run together. */
function regions(edits: readonly TextEdit[]): Range[] {
  const sorted = edits.map(({ range }) => range).sort((a, b) => a.start - b.start || a.end - b.end);
  const result: Range[] = [];
  for (const range of sorted) {
    const last = result.at(-1);
    if (last && range.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else result.push(range);
  }
  return result;
}

function applied(text: string, region: Range, edits: readonly TextEdit[]): string {
  let result = "";
  let at = region.start;
  for (const { range, text: added } of edits) {
    if (range.start < region.start || range.end > region.end) continue;
    result += text.slice(at, range.start) + added;
    at = range.end;
  }
  return result + text.slice(at, region.end);
}
