/** Where a pattern of at most six characters matches outside of all brackets. */
export function outside(text: string, pattern: RegExp): number[] {
  const found: number[] = [];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (depth === 0 && pattern.test(text.slice(i, i + 6))) found.push(i);
  }
  return found;
}

const OPERATORS = [/^ [+\-?:] /, /^ [*/%] /] as const;

/** Where the first of these patterns that there is matches outside of all brackets. */
export const firstOutside = (text: string, patterns: readonly RegExp[]): number[] =>
  patterns.map((pattern) => outside(text, pattern)).find((places) => places.length > 0) ?? [];

/** The parts of a text, a line each, that begin behind the spaces at `places`. */
export function brokenAt(text: string, places: readonly number[], indent: string): string[] {
  const cuts = [0, ...places.map((at) => at + 1), text.length];
  return cuts.slice(1).map((end, i) => `${indent}${text.slice(cuts[i], end).trimEnd()}`);
}

/**
 * `head` and an expression, on one line where it fits, else in brackets with a line for each part,
 * as a formatter of JavaScript breaks it.
 */
export function wrapped(head: string, value: string, width: number, tail: string): string[] {
  const indent = /^ */.exec(head)?.[0] ?? "";
  const places = firstOutside(value, OPERATORS);
  if (head.length + value.length + tail.length <= width || places.length === 0)
    return [`${head}${value}${tail}`];
  return [`${head}(`, ...brokenAt(value, places, `${indent}    `), `${indent})${tail}`];
}
