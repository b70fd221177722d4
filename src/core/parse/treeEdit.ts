import type { SyntaxEdit, SyntaxPoint } from "./syntaxTree";

/** A line's start and its number, from which later lines are counted. */
interface Line {
  readonly row: number;
  readonly start: number;
}

/** Row and column of an offset, rows parted by "\n" alone, as the syntax tree counts them. */
export function pointAt(text: string, offset: number, from: Line = FIRST): SyntaxPoint {
  let { row, start: lineStart } = from;
  for (;;) {
    const next = text.indexOf("\n", lineStart);
    if (next < 0 || next >= offset) return { row, column: offset - lineStart };
    lineStart = next + 1;
    row++;
  }
}

const FIRST: Line = { row: 0, start: 0 };

/**
 * The one replacement that makes `after` of `before`: what their common start and end leave over.
 * Comparing costs well under a millisecond for 10,000 lines and, unlike a list of the editor's
 * change events, cannot disagree with the text. Undefined where both are the same.
 */
export function editBetween(before: string, after: string): SyntaxEdit | undefined {
  if (before === after) return undefined;
  const start = commonStart(before, after);
  const tail = commonEnd(before, after, Math.min(before.length, after.length) - start);
  const oldEndIndex = before.length - tail;
  const newEndIndex = after.length - tail;
  const startPosition = pointAt(before, start);
  const line = { row: startPosition.row, start: start - startPosition.column };
  return {
    startIndex: start,
    oldEndIndex,
    newEndIndex,
    startPosition,
    oldEndPosition: pointAt(before, oldEndIndex, line),
    newEndPosition: pointAt(after, newEndIndex, line),
  };
}

const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** Characters compared at once: comparing slices is many times faster than comparing characters. */
const CHUNK = 2048;

function commonStart(before: string, after: string): number {
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start + CHUNK <= limit && sameSlice(before, start, after, start)) start += CHUNK;
  while (start < limit && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  const splits =
    isLowSurrogate(before.charCodeAt(start)) || isLowSurrogate(after.charCodeAt(start));
  return splits && start > 0 ? start - 1 : start;
}

const sameSlice = (before: string, start: number, after: string, other: number): boolean =>
  before.slice(start, start + CHUNK) === after.slice(other, other + CHUNK);

function commonEnd(before: string, after: string, limit: number): number {
  const shift = after.length - before.length;
  let end = before.length;
  const least = before.length - limit;
  while (end - CHUNK >= least && sameSlice(before, end - CHUNK, after, end - CHUNK + shift)) {
    end -= CHUNK;
  }
  while (end > least && before.charCodeAt(end - 1) === after.charCodeAt(end - 1 + shift)) end--;
  return (
    before.length - end - (end < before.length && isLowSurrogate(before.charCodeAt(end)) ? 1 : 0)
  );
}
