import type { Path } from "../../parse/sourceValue";
import type { Range } from "../../text/range";
import { argumentRange } from "./asking";
import type { LibraryObject, Value } from "./script/value";

/** The names of a call's arguments in their order. */
export type NamesOf = (object: LibraryObject) => readonly string[];

/** How a refusal's path is followed: names of arguments, and whether the key is meant. */
export interface Blaming {
  readonly namesOf: NamesOf;
  readonly at?: "key" | "value" | undefined;
}

/**
 * Where what a library refuses stands: an argument, an item of its list, an argument of a call
 * inside of it (`schedulers`, 1, `args`, `T_max`); the call itself where nothing in it is to blame.
 */
export function blamedRange(object: LibraryObject, path: Path, blaming: Blaming): Range {
  const [name, ...rest] = path;
  const names = blaming.namesOf(object);
  const { keywords, positional } = object.given;
  const argument =
    typeof name === "string" ? (keywords.get(name) ?? positional[names.indexOf(name)]) : undefined;
  if (!argument || typeof name !== "string") return object.calleeRange;
  if (rest.length === 0)
    return argumentRange(object.given, names, name, blaming.at) ?? argument.range;
  const range = rangeWithin(argument.value, rest, blaming);
  const elsewhere = range && isLiteral(argument.value, rest) && !contains(argument.range, range);
  return range === undefined || elsewhere ? argument.range : range;
}

/** Where a part of a value stands in the text, if it does. */
export function rangeWithin(
  value: Value | undefined,
  path: Path,
  blaming: Blaming,
): Range | undefined {
  const part = partOf(value, path);
  if (part.value?.type === "object")
    return part.rest.length === 0
      ? part.value.calleeRange
      : blamedRange(part.value, part.rest, blaming);
  return part.rest.length === 0 ? literalOf(part.value) : undefined;
}

/** What a path leads to, as far as it leads through lists and dicts. */
function partOf(value: Value | undefined, path: Path): { value: Value | undefined; rest: Path } {
  const [key, ...rest] = path;
  if (key === undefined) return { value, rest: path };
  if (value?.type === "list" && typeof key === "number") return partOf(value.items[key], rest);
  // a config's dict is a call whose arguments stand right in it
  if (key === "args" && !(value?.type === "dict" && value.entries.has(key)))
    return value?.type === "object" ? { value, rest } : partOf(value, rest);
  return value?.type === "dict" ? partOf(value.entries.get(key), rest) : { value, rest: path };
}

const isLiteral = (value: Value, path: Path): boolean =>
  partOf(value, path).value?.type !== "object";

function literalOf(value: Value | undefined): Range | undefined {
  if (value?.type === "number" || value?.type === "text" || value?.type === "boolean")
    return value.literal;
  return undefined;
}

const contains = (outer: Range, inner: Range): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;
