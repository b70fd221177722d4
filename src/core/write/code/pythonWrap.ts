import { brokenAt, firstOutside, outside } from "./wrap";

/** As many columns as black and ruff give a line. */
export const LINE = 88;

/** Where the bracket opens that the last character closes; undefined where that is none. */
function lastBracket(text: string): number | undefined {
  if (!text.endsWith(")")) return undefined;
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    if (text[i] === ")") depth++;
    if (text[i] === "(") depth--;
    if (depth === 0) return i;
  }
  return undefined;
}

const OPERATORS = [/^ (?:if|else) /, /^ [+-] /, /^ (?:[*/%]|\/\/) /] as const;

/** The operators that bind least: where black breaks a line first. */
const loosest = (value: string): number[] => firstOutside(value, OPERATORS);

/** What stands in a bracket: on a line of its own where it fits, else an argument a line. */
function inBrackets(text: string, indent: string): string[] {
  const commas = outside(text, /^, /);
  if (indent.length + text.length <= LINE) return [`${indent}${text}`];
  if (commas.length === 0) return brokenAt(text, loosest(text), indent);
  const cuts = [-2, ...commas, text.length];
  return cuts.slice(1).map((end, i) => `${indent}${text.slice((cuts[i] ?? 0) + 2, end)},`);
}

/**
 * `head` and an expression of Python on one line where it fits, else broken as black breaks it: in
 * the bracket at its end where at most one operator stands before that, else at the loosest operators.
 */
export function pythonWrapped(head: string, value: string): string[] {
  if (head.length + value.length <= LINE) return [`${head}${value}`];
  const indent = /^ */.exec(head)?.[0] ?? "";
  const places = loosest(value);
  const bracket = lastBracket(value);
  const before = bracket === undefined ? "" : `${head}${value.slice(0, bracket + 1)}`;
  if (bracket !== undefined && places.length <= 1 && before.length <= LINE) {
    const inner = inBrackets(value.slice(bracket + 1, -1), `${indent}    `);
    return [before, ...inner, `${indent})`];
  }
  if (places.length === 0) return [`${head}${value}`];
  return [`${head}(`, ...brokenAt(value, places, `${indent}    `), `${indent})`];
}
