import type { TextEdit } from "../text/range";
import type { Layout, LayoutItem } from "./layout";
import { atLineEnd, indentAt, lineStart, skipLineTrivia, leadsLine } from "./scan";

const insertAt = (offset: number, text: string): TextEdit => ({
  range: { start: offset, end: offset },
  text,
});

/**
 * Edits that put `texts` before the item `index` of a bracketed list (its number of items: last),
 * laid out as the neighbours are: each on its own line, or on one line.
 */
export function insertItems(
  text: string,
  layout: Layout,
  index: number,
  texts: readonly string[],
): TextEdit[] {
  const last = layout.items.at(-1);
  const next = layout.items[index];
  if (last === undefined) return intoEmpty(text, layout, texts);
  if (next === undefined) return afterLast(text, last, texts);
  const previous = layout.items[index - 1];
  return previous?.comma === undefined
    ? beforeFirst(text, layout, next, texts)
    : between(text, previous.comma, next, texts);
}

/** The line break and indentation of the line of `offset`. */
function newLine(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return `${text.slice(Math.max(0, start - 2), start) === "\r\n" ? "\r\n" : "\n"}${indentAt(text, offset)}`;
}

function intoEmpty(text: string, layout: Layout, texts: readonly string[]): TextEdit[] {
  const joined = texts.join(", ");
  const inside = text.slice(layout.open + 1, layout.close);
  const space = text[layout.open] === "{" ? " " : "";
  if (inside.trim() === "") {
    const range = { start: layout.open + 1, end: layout.close };
    return [{ range, text: `${space}${joined}${space}` }];
  }
  const line = `${newLine(text, layout.close)}  ${joined}`;
  return [insertAt(skipLineTrivia(text, layout.open + 1), line)];
}

function afterLast(text: string, last: LayoutItem, texts: readonly string[]): TextEdit[] {
  const trailing = last.comma === undefined ? "" : ",";
  const end = last.comma === undefined ? last.end : last.comma + 1;
  if (!leadsLine(text, last.start)) {
    const line = texts.join(", ");
    return [insertAt(end, trailing ? ` ${line},` : `, ${line}`)];
  }
  const lineBreak = newLine(text, last.start);
  const added = texts.map((item) => lineBreak + item).join(",") + trailing;
  const place = lineEndOr(text, end);
  if (trailing || place === end) return [insertAt(place, (trailing ? "" : ",") + added)];
  return [insertAt(end, ","), insertAt(place, added)];
}

/** The end of the line where only comments follow, so that they stay with what they are about. */
function lineEndOr(text: string, offset: number): number {
  const end = skipLineTrivia(text, offset);
  return atLineEnd(text, end) ? end : offset;
}

function beforeFirst(
  text: string,
  layout: Layout,
  first: LayoutItem,
  texts: readonly string[],
): TextEdit[] {
  if (!leadsLine(text, first.start)) {
    return [insertAt(first.start, texts.map((item) => `${item}, `).join(""))];
  }
  const lines = texts.map((item) => `${newLine(text, first.start)}${item},`).join("");
  return [insertAt(lineEndOr(text, layout.open + 1), lines)];
}

function between(
  text: string,
  comma: number,
  next: LayoutItem,
  texts: readonly string[],
): TextEdit[] {
  if (!leadsLine(text, next.start)) {
    return [insertAt(comma + 1, texts.map((item) => ` ${item},`).join(""))];
  }
  const lines = texts.map((item) => `${newLine(text, next.start)}${item},`).join("");
  return [insertAt(lineEndOr(text, comma + 1), lines)];
}
