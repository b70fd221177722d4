import type { Range, TextEdit } from "../text/range";

/**
 * The text of a range with edits made inside of it. Of edits at one place the first comes first; one
 * inside of what another replaces is of no use any more.
 */
export function splice(text: string, { start, end }: Range, edits: readonly TextEdit[]): string {
  let result = "";
  let at = start;
  for (const { range, text: written } of [...edits].sort(byPlace)) {
    if (range.end <= at && range.start < at) continue;
    if (range.start < at || range.end > end) throw new Error("edits overlap");
    result += text.slice(at, range.start) + written;
    at = range.end;
  }
  return result + text.slice(at, end);
}

/** Insertions before what they stand before, then the longer before the shorter. */
const byPlace = ({ range: a }: TextEdit, { range: b }: TextEdit): number =>
  a.start - b.start || Number(a.end > a.start) - Number(b.end > b.start) || b.end - a.end;

/** An insertion at one place. */
export const insertion = (offset: number, text: string): TextEdit => ({
  range: { start: offset, end: offset },
  text,
});

/** Lines after the first moved to the left by `indent`, or to the right by `added`. */
export const reindent = (text: string, indent: string, added = ""): string =>
  text
    .split("\n")
    .map((line, i) =>
      i === 0 || line.trim() === ""
        ? line
        : added + (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()),
    )
    .join("\n");
