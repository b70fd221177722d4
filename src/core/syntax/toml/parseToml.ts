import { ParseError, parseTOML, type AST } from "toml-eslint-parser";
import type { ConfigTree } from "../../formats/config/dialect";
import { MAX_DEPTH } from "../../parse/limits";
import type { SourceEntry, SourceObject, SourceValue } from "../../parse/sourceValue";
import { syntaxProblem } from "../../parse/syntaxProblem";
import type { Range } from "../../text/range";
import { Bounds, MAX_CONFIG_LENGTH, refuseDeep, refuseLong } from "../refuse";

/** A TOML text with the range of every part. Of a broken text, what stands before the first error. */
export function parseToml(text: string): ConfigTree {
  if (text.length > MAX_CONFIG_LENGTH) return { root: undefined, problems: [refuseLong(text)] };
  const whole = attempt(text);
  if (!("brokenAt" in whole)) return whole;
  return { root: rootBefore(text, whole.brokenAt), problems: whole.problems };
}

/** Characters of the beginnings of one broken text that are tried. */
const MAX_TRIED = 1_000_000;
/** A beginning that is broken, too, is shortened by a statement as often, then by ever more. */
const SHORT_CUTS = 3;

/** What stands before an error: a list that is not closed is broken at the end of each beginning. */
function rootBefore(text: string, brokenAt: number): SourceObject | undefined {
  let end = brokenAt;
  for (let cuts = 0, tried = 0; tried < MAX_TRIED; cuts++, tried += end) {
    const back = cuts === 0 ? lineBefore : statementsBack;
    end = back(text, end, 4 ** Math.max(0, cuts - SHORT_CUTS));
    if (end <= 0) return undefined;
    const beginning = attempt(text.slice(0, end));
    if (!("brokenAt" in beginning)) return beginning.root;
    end = Math.min(end, beginning.brokenAt);
  }
  return undefined;
}

/** `[table]` and `key = value`; in a list of lists some lines look like it, too. */
const STATEMENT = /^[ \t]*(?:\[|[\w."'-][^=\n]*=)/;

const lineBefore = (text: string, at: number): number => text.lastIndexOf("\n", at - 1);

/** The end of the line before the `count`th statement above `at`. */
function statementsBack(text: string, at: number, count: number): number {
  let left = count;
  let end = at;
  while (end > 0 && left > 0) {
    const start = lineBefore(text, end);
    if (STATEMENT.test(text.slice(start + 1, end))) left--;
    end = start;
  }
  return end;
}

interface Broken extends ConfigTree {
  /** The first place that cannot be read. */
  readonly brokenAt: number;
}

function attempt(text: string): ConfigTree | Broken {
  try {
    return treeOf(parseTOML(text));
  } catch (error) {
    if (error instanceof RangeError)
      return { root: undefined, problems: [refuseDeep({ start: 0, end: 1 })] };
    if (!(error instanceof ParseError)) throw error;
    const range = { start: error.index, end: Math.min(text.length, error.index + 1) };
    const problems = [syntaxProblem(range, `${error.message.replace(/\.$/, "")}.`)];
    return { root: undefined, problems, brokenAt: error.index };
  }
}

/** A table under construction. */
interface Table {
  readonly entries: Map<string, { keyRange: Range; range: Range; value: SourceValue | Table }>;
  range: Range;
}

const newTable = (range: Range): Table => ({ entries: new Map(), range });
const isTable = (value: SourceValue | Table): value is Table =>
  "entries" in value && value.entries instanceof Map;

const rangeOf = ({
  range: [start, end],
}: {
  readonly range: readonly [number, number];
}): Range => ({
  start,
  end,
});

function treeOf(program: AST.TOMLProgram): ConfigTree {
  const bounds = new Bounds();
  const root = newTable(rangeOf(program));
  for (const node of program.body[0].body) {
    const path = node.type === "TOMLKeyValue" ? [] : node.resolvedKey.map(String);
    if (!bounds.admits(rangeOf(node), path.length)) continue;
    const at = rangeOf(node);
    const table = tableAt(root, path, rangeOf(node.key), at);
    const pairs = node.type === "TOMLKeyValue" ? [node] : node.body;
    for (const pair of pairs) put({ table, depth: path.length, bounds }, pair);
  }
  return { root: objectOf(root), problems: bounds.problems };
}

/** Where a value goes, how deep that lies. */
interface Target {
  readonly table: Table;
  readonly depth: number;
  readonly bounds: Bounds;
}

function tableAt(root: Table, path: readonly string[], keyRange: Range, range: Range): Table {
  let table = root;
  for (const key of path) {
    const known = table.entries.get(key)?.value;
    const next = known && isTable(known) ? known : newTable(range);
    if (next !== known) table.entries.set(key, { keyRange, range, value: next });
    next.range = {
      start: Math.min(next.range.start, range.start),
      end: Math.max(next.range.end, range.end),
    };
    table = next;
  }
  return table;
}

const nameOf = (key: AST.TOMLBare | AST.TOMLQuoted): string =>
  key.type === "TOMLBare" ? key.name : key.value;

function put({ table, depth, bounds }: Target, { key, value, range }: AST.TOMLKeyValue): void {
  const names = key.keys.map(nameOf);
  const inside = depth + names.length;
  if (inside > MAX_DEPTH) return void bounds.admits(rangeOf(key), inside);
  const whole = rangeOf({ range });
  const holder = tableAt(table, names.slice(0, -1), rangeOf(key), whole);
  const entry = { keyRange: rangeOf(key), range: whole, value: valueOf(value, inside, bounds) };
  holder.entries.set(names.at(-1) ?? "", entry);
}

function valueOf(node: AST.TOMLContentNode, depth: number, bounds: Bounds): SourceValue {
  const base = { range: rangeOf(node), literal: true } as const;
  if (!bounds.admits(base.range, depth))
    return { type: "unknown", symbol: "…", reason: "unfinished", ...base, literal: false };
  if (node.type === "TOMLArray") {
    const items = node.elements.map((element) => valueOf(element, depth + 1, bounds));
    return { type: "array", items, ...base };
  }
  if (node.type === "TOMLInlineTable") {
    const table = newTable(base.range);
    for (const pair of node.body) put({ table, depth, bounds }, pair);
    return objectOf(table);
  }
  switch (node.kind) {
    case "integer":
      return { type: "number", value: node.value, float: false, ...base };
    case "float":
      return { type: "number", value: node.value, float: true, ...base };
    case "boolean":
      return { type: "boolean", value: node.value, ...base };
    case "string":
      return { type: "string", value: node.value, ...base };
    default:
      return { type: "string", value: "", ...base };
  }
}

function objectOf(table: Table): SourceObject {
  const entries = [...table.entries].map(([key, { value, ...ranges }]): SourceEntry => ({
    key,
    ...ranges,
    value: isTable(value) ? objectOf(value) : value,
  }));
  return { type: "object", entries, range: table.range, literal: true };
}
