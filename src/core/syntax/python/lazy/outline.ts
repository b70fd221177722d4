import type { Range } from "../../../text/range";
import { suspends } from "../lower";
import { endWithComments } from "./comments";
import { logicalLines, type LogicalLine } from "./lines";

/** A dotted name as it stands in a text. */
export interface Dotted {
  readonly name: string;
  readonly start: number;
}

/**
 * What the first line of a definition says, where nothing but a function's parameters or a class's
 * methods would be learnt by parsing it, and nothing that happens meanwhile would change what they
 * mean. Places are relative to the beginning of the piece.
 */
export interface Outline {
  readonly kind: "function" | "class";
  readonly name: string;
  readonly range: Range;
  readonly nameStart: number;
  /** True where its calls are unknown. */
  readonly suspended: true | undefined;
  readonly bases: readonly Dotted[];
  /** A class's methods. */
  readonly members: ReadonlySet<string>;
}

const TYPE = String.raw`[\w.]+(?:\[[\w., |\[\]]*\])?`;
/** What has the same value whenever it is evaluated. */
const LITERAL = String.raw`(?:-?[\d.][\w.]*(?:(?<=[eE])[+-]\d+)?|None|True|False|\(\)|\[\]|\{\}|"[^"\\\n]*"|'[^'\\\n]*')`;
const PARAMETER = String.raw`(?:\*|\/|\*{0,2}[A-Za-z_]\w*\s*(?::\s*${TYPE}\s*)?(?:=\s*${LITERAL}\s*)?)`;
const SIGNATURE = String.raw`\(\s*(?:${PARAMETER}(?:,\s*${PARAMETER})*,?\s*)?\)\s*(?:->\s*(?:${TYPE}|"[^"\n]*")\s*)?:$`;
const FUNCTION = new RegExp(String.raw`^(async[ ]+)?def[ ]+([A-Za-z_]\w*)[ ]*${SIGNATURE}`);
const CLASS = /^class[ ]+([A-Za-z_]\w*)[ ]*(?:\(([\w., ]*)\))?[ ]*:$/;
const BASES = /^(?: *(?!(?:None|True|False)\b)[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)* *(?:,(?! *$)|$))*$/;
const DECORATOR = /^@(?:[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|torch\.(?:no_grad|inference_mode)\(\))$/;
const IDLE = /^(?:"[^"\\\n]*"|'[^'\\\n]*'|pass)$/;
const QUOTES = ['"""', "'''"];
const LONGEST_HEAD = 600;

/** The outline of a text that is one definition; undefined where it is more than that. */
export function outlineOf(text: string): Outline | undefined {
  const lines = logicalLines(text);
  const [head, first] = lines;
  const last = lines.at(-1);
  if (!head || !first || !last || head.indent !== 0 || !(first.indent > 0)) return undefined;
  const said = text.slice(head.first, Math.min(head.end, head.first + LONGEST_HEAD));
  for (const { indent } of lines.slice(1)) if (!(indent >= first.indent)) return undefined;
  const range = { start: head.first, end: endWithComments(text, last.end, first.indent) };
  return said.startsWith("class")
    ? classOutline(text, lines, range, said)
    : functionOutline(text, first, range, said);
}

const NO_NAMES: ReadonlySet<string> = new Set();

function functionOutline(
  text: string,
  first: LogicalLine,
  range: Range,
  said: string,
): Outline | undefined {
  const [, async, name] = FUNCTION.exec(said) ?? [];
  if (name === undefined) return undefined;
  const nameStart = range.start + said.indexOf(name, said.indexOf("def") + 3);
  const waits = async !== undefined || suspends(text.slice(first.first, range.end));
  const suspended = waits || undefined;
  return { kind: "function", name, range, nameStart, suspended, bases: [], members: NO_NAMES };
}

function classOutline(
  text: string,
  lines: readonly LogicalLine[],
  range: Range,
  said: string,
): Outline | undefined {
  const [, name, inherited = ""] = CLASS.exec(said) ?? [];
  if (name === undefined || !BASES.test(inherited)) return undefined;
  const members = methodsIn(text, lines);
  if (!members) return undefined;
  const from = range.start + said.indexOf("(") + 1;
  const bases = [...inherited.matchAll(/[\w.]+/g)].map((found) => ({
    name: found[0],
    start: from + found.index,
  }));
  const nameStart = range.start + said.indexOf(name, "class".length);
  return { kind: "class", name, range, nameStart, suspended: undefined, bases, members };
}

/** Whether a line is a text that nothing is made of. */
const isIdle = (said: string): boolean =>
  QUOTES.some((quote) => said.startsWith(quote) && said.indexOf(quote, 3) === said.length - 3) ||
  IDLE.test(said);

/** The methods of a class that has nothing else. */
function methodsIn(text: string, lines: readonly LogicalLine[]): Set<string> | undefined {
  const members = new Set<string>();
  const indent = lines[1]?.indent;
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at];
    if (!line || line.indent !== indent) return undefined;
    const said = text.slice(line.first, line.end);
    if (DECORATOR.test(said) || isIdle(said)) continue;
    const name = said.length > LONGEST_HEAD ? undefined : FUNCTION.exec(said)?.[2];
    if (name === undefined || !((lines[at + 1]?.indent ?? 0) > indent)) return undefined;
    members.add(name);
    while ((lines[at + 1]?.indent ?? 0) > indent) at += 1;
  }
  return members;
}
