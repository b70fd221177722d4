import type { ConfigTree } from "../../formats/config/dialect";
import { numberOfText } from "../../formats/config/numberText";
import { MAX_VALUES } from "../../parse/limits";
import type { SourceEntry, SourceValue } from "../../parse/sourceValue";
import type { Range } from "../../text/range";
import { MAX_CONFIG_LENGTH, refuseLong } from "../refuse";

/** A word without quotes; what a command in it prints is known when the script runs, and is shown whole. */
const WORD = String.raw`(?:[^\s\\"'()$\x60]+|\$\(\([^()\n]*\)\)|\$\([^()\n]*\)|\x60[^\x60\n]*\x60|[$\x60])+`;
/** `--name value`, `--name=value` or `--name`, in a command or in a text that holds arguments. */
const FLAG = new RegExp(
  String.raw`(?<=^|[\s"'(])--([A-Za-z][\w.-]*)(?:(?:=|[ \t]+(?:\\\r?\n[ \t]*)?)(?!-{1,2}[A-Za-z])("[^"\n]*"|'[^'\n]*'|${WORD}))?`,
  "gm",
);
const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+|local[ \t]+|readonly[ \t]+)?([A-Za-z_]\w*)=("[^"\n]*"|'[^'\n]*'|[^\s;#"'()]*)/gm;
const COMMENT = /^[ \t]*#.*$/gm;
const VARIABLE = /^\$(?:(\w+)|\{(\w+)\})$/;

/** `${NAME:-text}`: the script's own default, where the environment does not say otherwise. */
const DEFAULT = /^\$\{\w+:?-([^${}`"']*)\}$/;

const blank = (text: string): string => " ".repeat(text.length);

/**
 * The flags of a shell script as settings. Nothing is run: a variable has the one literal that the
 * script assigns to it, and a flag that stands there twice with two values has none.
 */
export function parseFlags(text: string): ConfigTree {
  if (text.length > MAX_CONFIG_LENGTH) return { root: undefined, problems: [refuseLong(text)] };
  const code = text.replace(COMMENT, blank);
  const variables = variablesOf(code);
  const entries = new Map<string, SourceEntry>();
  let left = MAX_VALUES;
  for (const match of code.matchAll(FLAG)) {
    if (--left < 0) break;
    const entry = entryOf(match, variables);
    const known = entries.get(entry.key);
    if (!known) entries.set(entry.key, entry);
    else if (!isSame(known.value, entry.value)) entries.set(entry.key, ambiguous(known));
  }
  const range = { start: 0, end: text.length };
  const root = { type: "object", entries: [...entries.values()], range, literal: true } as const;
  return { root, problems: [] };
}

interface Assigned {
  readonly value: string;
  /** Where it is written; undefined where several places say it alike. */
  readonly range: Range | undefined;
}
type Variables = ReadonlyMap<string, Assigned | undefined>;

/** Undefined for a variable that is assigned twice, or from anything but a literal. */
function variablesOf(code: string): Variables {
  const found = new Map<string, Assigned | undefined>();
  for (const match of code.matchAll(ASSIGNMENT)) {
    const [whole, name = "", written = ""] = match;
    const quoted = unquoted(written);
    const value = DEFAULT.exec(quoted)?.[1] ?? quoted;
    const end = match.index + whole.length;
    const own = literalIn({ start: end - written.length, end }, written, value);
    const range = found.has(name) ? undefined : own;
    const isLiteral = !/[$`]/.test(value) && (!found.has(name) || found.get(name)?.value === value);
    found.set(name, isLiteral ? { value, range } : undefined);
  }
  return found;
}

/** The range of a default inside of its braces; of a plain value, quotes included, its own. */
function literalIn(range: Range, written: string, value: string): Range {
  if (!DEFAULT.test(unquoted(written))) return range;
  const start = range.start + written.lastIndexOf(value);
  return { start, end: start + value.length };
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, "$2");

function entryOf(match: RegExpExecArray, variables: Variables): SourceEntry {
  const [whole, name = "", written] = match;
  const { index: start } = match;
  const end = start + whole.length;
  const keyRange = { start, end: start + 2 + name.length };
  const value: SourceValue =
    written === undefined
      ? { type: "boolean", value: true, range: keyRange, literal: false }
      : valueOf(written, { start: end - written.length, end }, variables);
  return { key: name, keyRange, range: { start, end }, value };
}

function valueOf(written: string, range: Range, variables: Variables): SourceValue {
  const text = unquoted(written);
  const [, plain, braced] = VARIABLE.exec(text) ?? [];
  const name = plain ?? braced;
  const assigned = name === undefined ? undefined : variables.get(name);
  const usual = DEFAULT.exec(text)?.[1];
  const value = usual ?? (name === undefined ? text : assigned?.value);
  if (value === undefined || /[$`]/.test(value))
    return { type: "unknown", symbol: text, reason: "runtime", range, literal: false };
  const from = usual === undefined ? assigned?.range : literalIn(range, written, usual);
  const place = {
    range,
    literal: name === undefined && !from,
    ...(from && { origin: { range: from } }),
  };
  const number = numberOfText(value);
  if (number === undefined) return { type: "string", value, ...place };
  return { type: "number", value: number, float: /[.eE]/.test(value), ...place };
}

const isSame = (one: SourceValue, other: SourceValue): boolean =>
  one.type === other.type && textOf(one) === textOf(other);

const textOf = (value: SourceValue): string =>
  value.type === "unknown" ? value.symbol : "value" in value ? String(value.value) : "";

/** Two commands with two values: which of them is meant is for the user to say. */
const ambiguous = (entry: SourceEntry): SourceEntry => ({
  ...entry,
  value: {
    type: "unknown",
    symbol: `--${entry.key}`,
    reason: "runtime",
    range: entry.value.range,
    literal: false,
  },
});
