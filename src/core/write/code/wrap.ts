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

/** Behind the spaces before the operators that bind least. */
const breaks = (text: string): number[] =>
  OPERATORS.map((pattern) => outside(text, pattern).map((at) => at + 1)).find(
    (places) => places.length > 0,
  ) ?? [];

/**
 * `head` and an expression, on one line where it fits, else in brackets with a line for each part,
 * as a formatter of JavaScript breaks it.
 */
export function wrapped(head: string, value: string, width: number, tail: string): string[] {
  const indent = /^ */.exec(head)?.[0] ?? "";
  const places = breaks(value);
  if (head.length + value.length + tail.length <= width || places.length === 0)
    return [`${head}${value}${tail}`];
  const cuts = [0, ...places, value.length];
  const parts = cuts.slice(1).map((end, i) => value.slice(cuts[i], end).trimEnd());
  return [`${head}(`, ...parts.map((part) => `${indent}    ${part}`), `${indent})${tail}`];
}
