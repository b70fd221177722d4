import { endWithComments } from "./comments";
import { logicalLines, type LogicalLine } from "./lines";

/** The statements of a function: from its first one to the end of its last token. */
export interface Body {
  readonly start: number;
  readonly end: number;
  /** Columns before its first statement. */
  readonly indent: number;
}

/** Whole statements of a module: one definition, or all that stands between two of them. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

const FUNCTION = /(?:async[ \t]+)?def[ \t]/y;
const DEFINITION = /(?:async[ \t]+)?def[ \t]|class[ \t]|@/y;
/** A shorter body is read at once: that costs less than to come back for it. */
const SHORTEST = 80;

const isAt = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

/** Cuts a text between its definitions; together, the pieces are the whole text. */
export function piecesOf(text: string): Piece[] {
  const lines = logicalLines(text);
  const pieces: Piece[] = [];
  let [from, defines, decorated] = [0, false, false];
  const cut = (to: number): void => {
    const [first, last] = [lines[from], lines[to]];
    if (!first) return;
    const start = pieces.length === 0 ? 0 : first.start;
    pieces.push({ start, end: last?.start ?? text.length });
    from = to;
  };
  lines.forEach((line, index) => {
    if (line.indent !== 0) return;
    const begins = isAt(DEFINITION, text, line.first);
    if (!decorated && index > from && (begins || defines)) cut(index);
    if (index === from || !decorated) defines = begins;
    decorated = text.startsWith("@", line.first);
  });
  cut(lines.length);
  return pieces;
}

/** Functions that may be read later; none of them lies in another one. */
export function bodiesOf(text: string, lines: readonly LogicalLine[]): Body[] {
  // how deep a tab is, the parser decides
  if (lines.some(({ indent }) => Number.isNaN(indent))) return [];
  const bodies: Body[] = [];
  for (let at = 0; at < lines.length; at++) {
    const head = lines[at];
    if (!head || !isAt(FUNCTION, text, head.first) || text[head.end - 1] !== ":") continue;
    let next = at + 1;
    while ((lines[next]?.indent ?? -1) > head.indent) next += 1;
    const [first, last] = [lines[at + 1], lines[next - 1]];
    if (!first || !last || next === at + 1) continue;
    const { first: start, indent } = first;
    const body = { start, end: endWithComments(text, last.end, indent), indent };
    if (body.end - body.start >= SHORTEST) bodies.push(body);
    at = next - 1;
  }
  return bodies;
}
