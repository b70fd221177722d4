import { ParseError, parseTOML, type AST } from "toml-eslint-parser";
import type { ConfigTree } from "../../formats/config/dialect";
import { MAX_VALUES } from "../../parse/limits";
import type { SourceEntry, SourceObject, SourceValue } from "../../parse/sourceValue";
import { syntaxProblem } from "../../parse/syntaxProblem";
import type { Range } from "../../text/range";
import { MAX_CONFIG_LENGTH, refuseLong } from "../refuse";

/** A TOML text with the range of every part. Of a broken text, what stands before the first error. */
export function parseToml(text: string): ConfigTree {
  if (text.length > MAX_CONFIG_LENGTH) return { root: undefined, problems: [refuseLong(text)] };
  try {
    return { root: rootOf(parseTOML(text)), problems: [] };
  } catch (error) {
    if (error instanceof RangeError) return { root: undefined, problems: [] };
    if (!(error instanceof ParseError)) throw error;
    const range = { start: error.index, end: Math.min(text.length, error.index + 1) };
    const problems = [syntaxProblem(range, `${error.message.replace(/\.$/, "")}.`)];
    const line = text.lastIndexOf("\n", error.index - 1);
    return { root: line > 0 ? parseToml(text.slice(0, line)).root : undefined, problems };
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

function rootOf(program: AST.TOMLProgram): SourceObject {
  const top = program.body[0];
  const root = newTable(rangeOf(program));
  let left = MAX_VALUES;
  for (const node of top.body) {
    if (--left < 0) break;
    if (node.type === "TOMLKeyValue") put(root, node);
    else {
      const table = tableAt(root, node.resolvedKey.map(String), rangeOf(node.key), rangeOf(node));
      for (const pair of node.body) put(table, pair);
    }
  }
  return objectOf(root);
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

function put(table: Table, { key, value, range }: AST.TOMLKeyValue): void {
  const names = key.keys.map(nameOf);
  const whole = rangeOf({ range });
  const holder = tableAt(table, names.slice(0, -1), rangeOf(key), whole);
  const entry = { keyRange: rangeOf(key), range: whole, value: valueOf(value) };
  holder.entries.set(names.at(-1) ?? "", entry);
}

function valueOf(node: AST.TOMLContentNode): SourceValue {
  const base = { range: rangeOf(node), literal: true } as const;
  if (node.type === "TOMLArray")
    return { type: "array", items: node.elements.map(valueOf), ...base };
  if (node.type === "TOMLInlineTable") {
    const table = newTable(base.range);
    for (const pair of node.body) put(table, pair);
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
