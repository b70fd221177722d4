import type { SourceEntry, SourceValue } from "../../../../parse/sourceValue";
import type { Range } from "../../../../text/range";
import { plainScalar } from "../../../../syntax/yaml/scalars";
import { numberOfText } from "../../../config/numberText";
import type { Machine } from "../machine";
import {
  booleanValue,
  listValue,
  none,
  numberValue,
  textValue,
  unknownValue,
  type Value,
} from "../value";

/** What a loader makes of scalars: PyYAML's and OmegaConf's rules of numbers differ. */
export type Rule = "json" | "toml" | "yaml" | "omegaConf" | "ownYaml";

/** The text that a config was read from. */
export interface ConfigText {
  readonly text: string;
  /** Undefined for a text that stands in the script itself. */
  readonly uri: string | undefined;
  readonly rule: Rule;
  /** Where the script loads it. */
  readonly range: Range;
}

/** A config as the values of a script, each with its place in the config's file. */
export function configValue(
  machine: Machine,
  source: SourceValue,
  of: ConfigText,
  path: readonly string[] = [],
): Value {
  switch (source.type) {
    case "number":
      return withPlace(numberValue(source.value, isFloat(source, of)), source, of);
    case "string":
      return textOf(machine, source, of, path);
    case "boolean":
      return booleanValue(source.value);
    case "null":
      return none;
    case "array":
      return listValue(
        source.items.map((item, at) => configValue(machine, item, of, [...path, String(at)])),
      );
    case "object": {
      const entries = source.entries.map((entry) => {
        const value = configValue(machine, entry.value, of, [...path, entry.key]);
        return [keyOf(entry, of), value] as const;
      });
      return { type: "dict", entries: new Map(entries) };
    }
    default:
      return openValue(machine, source, of, path);
  }
}

function withPlace<T extends Value>(value: T, { range, origin }: SourceValue, of: ConfigText): T {
  const uri = origin?.uri ?? of.uri;
  return uri === undefined
    ? value
    : { ...value, elsewhere: { uri, range: origin?.range ?? range } };
}

function isFloat(source: SourceValue & { type: "number" }, { text }: ConfigText): boolean {
  return source.float ?? /[.eE]/.test(text.slice(source.range.start, source.range.end));
}

/** Whether a scalar is a text by its quotes, or by a sign before it. */
export const isQuoted = ({ range }: SourceValue, text: string): boolean =>
  /^["'|>!]/.test(text.slice(range.start, range.start + 1));

/** A loader of the script's own may take `1e-3` for a number or for a text. */
function textOf(
  machine: Machine,
  source: SourceValue & { type: "string" },
  of: ConfigText,
  path: readonly string[],
): Value {
  const isOpen =
    of.rule === "ownYaml" && !isQuoted(source, of.text) && numberOfText(source.value) !== undefined;
  if (isOpen) return machine.unknown(path.join("."), of.range);
  return withPlace(textValue(source.value), source, of);
}

/** `${model.width}` is an expression of OmegaConf, and a text to all others. */
function openValue(
  machine: Machine,
  source: SourceValue,
  of: ConfigText,
  path: readonly string[],
): Value {
  const name = path.join(".");
  if (source.type !== "unknown" || source.reason === "unfinished")
    return unknownValue(name, of.range, "limits");
  if (of.rule === "omegaConf") return machine.unknown(name, of.range);
  return withPlace(textValue(source.symbol), source, of);
}

/** YAML's `1: 0.1` has a number for a key; JSON and TOML know texts alone. */
function keyOf({ key, keyRange }: SourceEntry, { rule, text }: ConfigText): string | number {
  if (rule === "json" || rule === "toml" || /^["']/.test(text.slice(keyRange.start))) return key;
  const plain = plainScalar(key);
  return typeof plain === "number" ? plain : key;
}
