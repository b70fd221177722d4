import type { Range, TextEdit } from "../text/range";
import type { Layout, LayoutItem } from "./layout";
import { atLineEnd, lineStart, skipBlanks, startsLine } from "./scan";

const cut = (range: Range): TextEdit => ({ range, text: "" });

/** Edits that take the items with these indices out of a bracketed list; comments stay. */
export function removeItems(
  text: string,
  layout: Layout,
  indices: ReadonlySet<number>,
): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let first = 0; first < layout.items.length; first++) {
    if (!indices.has(first)) continue;
    let last = first;
    while (indices.has(last + 1)) last++;
    edits.push(...removeRun(text, layout, first, last));
    first = last;
  }
  return edits;
}

function removeRun(text: string, layout: Layout, first: number, last: number): TextEdit[] {
  const run = layout.items.slice(first, last + 1);
  const before = layout.items[first - 1]?.comma;
  const final = run.at(-1);
  // The last item goes with the comma before it, unless the list is written with a trailing one.
  const needless = final?.comma === undefined ? before : undefined;
  const body = joined(text, run);
  const start = body[0]?.start;
  if (needless === undefined || start === undefined) return body.map((range) => tidy(text, range));
  if (text.slice(needless + 1, start).trim() === "" && !startsLine(text, start)) {
    const whole = { start: needless, end: body[0]?.end ?? start };
    const leads = startsLine(text, needless);
    return [leads ? tidy(text, whole) : cut(whole), ...body.slice(1).map(cut)];
  }
  return [cut({ start: needless, end: needless + 1 }), ...body.map((range) => tidy(text, range))];
}

/** The ranges of items with their commas, run together where only blanks lie between. */
function joined(text: string, run: readonly LayoutItem[]): Range[] {
  const ranges: Range[] = [];
  for (const { start, end, comma } of run) {
    push(text, ranges, { start, end });
    if (comma !== undefined) push(text, ranges, { start: comma, end: comma + 1 });
  }
  return ranges;
}

function push(text: string, ranges: Range[], range: Range): void {
  const previous = ranges.at(-1);
  if (previous && text.slice(previous.end, range.start).trim() === "") {
    ranges[ranges.length - 1] = { start: previous.start, end: range.end };
  } else ranges.push(range);
}

/** Takes a line that becomes empty with it, or else the blanks that nobody needs any more. */
function tidy(text: string, range: Range): TextEdit {
  const after = skipBlanks(text, range.end);
  const leads = startsLine(text, range.start);
  if (atLineEnd(text, after) && leads) {
    const end = Math.min(text.length, after + (text.startsWith("\r\n", after) ? 2 : 1));
    return cut({ start: lineStart(text, range.start), end });
  }
  const last = atLineEnd(text, after) || ")]}".includes(text.charAt(after));
  if (last && !leads) return cut({ start: blanksBefore(text, range.start), end: range.end });
  return cut({ start: range.start, end: after });
}

function blanksBefore(text: string, offset: number): number {
  let at = offset;
  while (text[at - 1] === " " || text[at - 1] === "\t") at--;
  return at;
}
