import {
  entryOf,
  type SourceEntry,
  type SourceObject,
  type SourceValue,
} from "../../parse/sourceValue";
import type { Range } from "../../text/range";

/** A value of another file: ranges there mean nothing here, so that all of it is blamed on `range`. */
export function fromFile(value: SourceValue, uri: string, range: Range): SourceValue {
  const moved = { range, literal: false, origin: { uri, range: value.range } };
  if (value.type === "array")
    return { ...value, ...moved, items: value.items.map((item) => fromFile(item, uri, range)) };
  return value.type === "object"
    ? { ...value, ...moved, entries: entriesFromFile(value, uri, range) }
    : { ...value, ...moved };
}

/** The same of all entries of an object. */
export const entriesFromFile = (
  { entries }: SourceObject,
  uri: string,
  range: Range,
): SourceEntry[] =>
  entries.map((entry) => ({
    ...entry,
    value: fromFile(entry.value, uri, range),
    range,
    keyRange: range,
  }));

/** `base` with what `over` says in its place, group by group; `saysNothing` tells what leaves it as it is. */
export function overlaid(
  base: SourceObject,
  over: SourceObject,
  saysNothing: (entry: SourceEntry) => boolean = () => false,
): SourceObject {
  const kept = base.entries.map((entry): SourceEntry => {
    const own = entryOf(over, entry.key);
    if (!own || saysNothing(own)) return entry;
    return entry.value.type === "object" && own.value.type === "object"
      ? { ...own, value: overlaid(entry.value, own.value, saysNothing) }
      : own;
  });
  const added = over.entries.filter(({ key }) => !entryOf(base, key));
  return { ...base, entries: [...kept, ...added] };
}
