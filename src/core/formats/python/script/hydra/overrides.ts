import type { SourceObject, SourceValue } from "../../../../parse/sourceValue";
import { nested, overrideValue, unquoted } from "../../../config/override";
import { fromFile } from "../../../config/overlay";
import type { Range } from "../../../../text/range";
import type { Launch } from "../launches";
import type { Machine } from "../machine";
import type { Value } from "../value";

/** One `key=value` of a command. */
export interface Override {
  readonly key: string;
  /** `+` before the key: something new. */
  readonly adds: boolean;
  readonly written: string;
  readonly range: Range;
  readonly uri: string | undefined;
}

const WORDS = /(?:\\\r?\n|\s)+|(?:"[^"\n]*"|'[^'\n]*'|\\.|[^\s"'\\])+/g;
const OVERRIDE = /^["']?([+~]{0,2})([A-Za-z_][\w./@-]*)=/;
/** What else a command may say and that changes no value; `-cn x` is read by itself. */
const PLAIN = /^(?:["']?\$[@*]["']?|--?(?:m|multirun|config-name|cn|hydra-help|info)\b.*)$/;
const NAMES = /^(?:--config-name|-cn)$/;

/** The overrides of a command that runs a script; undefined where it does more than override. */
export function overridesOf({ text, start, end, uri }: Launch): readonly Override[] | undefined {
  const found: Override[] = [];
  let before = "";
  for (const { 0: word, index } of text.slice(start, end).matchAll(WORDS)) {
    if (/^(?:\\\r?\n|\s)+$/.test(word)) continue;
    const override = overrideIn(word, start + index, uri);
    if (override) found.push(override);
    else if (!PLAIN.test(word) && !NAMES.test(before)) return undefined;
    before = word;
  }
  return found;
}

/** `key=value`; a word in quotes may hold all of it. */
export function overrideIn(word: string, start = 0, uri?: string): Override | undefined {
  const match = OVERRIDE.exec(word);
  if (!match) return undefined;
  const [head, signs = "", key = ""] = match;
  if (signs.startsWith("~")) return undefined;
  const written = /^["']/.test(word) ? word.slice(head.length, -1) : word.slice(head.length);
  const range = { start: start + head.length, end: start + head.length + written.length };
  return { key, adds: signs !== "", written, range, uri };
}

/** The overrides that a list of a script holds as texts; undefined where it holds anything else. */
export function overridesAmong(machine: Machine, list: Value): readonly Override[] | undefined {
  const items = machine.iterate(list);
  const found = items?.flatMap((item) =>
    item.type === "text" ? (overrideIn(item.value) ?? []) : [],
  );
  return found && found.length === items?.length ? found : undefined;
}

/** `--config-name x`, `-cn x`; undefined for a command that does not say it. */
export const configNameIn = ({ text, start, end }: Launch): string | undefined => {
  const given = text.slice(start, end);
  const name = /(?:--config-name|-cn)[ =]+("[^"\n]*"|'[^'\n]*'|[^\s\\]+)/.exec(given)?.[1];
  return name === undefined ? undefined : unquoted(name);
};

/** What an override of a value says; a sweep, or what the shell makes of it, is known to the run alone. */
export function valueOverride(
  { key, written, range: place, uri }: Override,
  range: Range,
): SourceObject {
  const said = /^[^"'[].*,/.test(written) ? undefined : listOr(written, place);
  const value = said && uri !== undefined ? fromFile(said, uri, range) : said;
  const open = { type: "unknown", symbol: key, reason: "runtime", range, literal: false } as const;
  return nested(key.split("."), { keyRange: range, value: value ?? open });
}

/** `[30,60]`, or a single value. */
function listOr(written: string, range: Range): SourceValue | undefined {
  const [, inside] = /^\[([^[\]{}$"'`]*)\]$/.exec(written) ?? [];
  if (inside === undefined) return overrideValue(written, range);
  const items = inside.split(",").map((item) => overrideValue(item.trim(), range));
  const known = items.filter((item) => item !== undefined);
  return known.length < items.length
    ? undefined
    : { type: "array", items: inside.trim() === "" ? [] : known, range, literal: true };
}
