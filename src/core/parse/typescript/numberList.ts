import type { Range } from "../../text/range";
import type { SourceNumber } from "../sourceValue";

const BLANKS = /\s*/y;
/** Plain decimals, which say the same as text and as syntax. */
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * The numbers of an array that holds nothing else, read from its text; undefined where it holds
 * anything else. A table has thousands of them, and asking the tree for each would take longer than
 * the pause between two keys.
 */
export function numberList(text: string, { start, end }: Range): SourceNumber[] | undefined {
  const items: SourceNumber[] = [];
  let at = skip(BLANKS, text, start + 1);
  while (at < end - 1) {
    const after = skip(NUMBER, text, at);
    if (after === at) return undefined;
    const range = { start: at, end: after };
    items.push({ type: "number", value: Number(text.slice(at, after)), range, literal: true });
    at = skip(BLANKS, text, after);
    if (at === end - 1) break;
    if (text[at] !== ",") return undefined;
    at = skip(BLANKS, text, at + 1);
  }
  return items.length > 0 ? items : undefined;
}

/** The offset after a match at `at`, or `at` where there is none. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
