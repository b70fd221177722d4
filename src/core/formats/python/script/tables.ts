import type { Range } from "../../../text/range";
import type { Machine } from "./machine";
import { choiceOf, unknownValue, type DictValue, type Unknown, type Value } from "./value";

/** Sets a key of a dict, or takes it away; branches that differ in it leave open whether it is there. */
export function setEntry(
  machine: Machine,
  dict: DictValue,
  key: string | number,
  value: Value | undefined,
): void {
  if (!dict.group) machine.journal.tables.add(dict.entries);
  machine.journal.set(dict.entries, key, value);
}

/** What a key holds that one of two branches has set. */
export const perhaps = (
  condition: string,
  range: Range,
  value: Value,
  test?: Unknown,
): Unknown => ({
  ...(test ?? unknownValue(condition, range, "branches")),
  perhaps: value,
});

/** What stands in place of `fallback` where one of two branches has set it: either. */
export const orElse = (held: Value, fallback: Value | undefined): Value =>
  held.type === "unknown" && held.perhaps && fallback
    ? choiceOf(held.symbol, held.range, [held.perhaps, fallback])
    : held;

/** What a key holds, else `fallback`; undefined where nobody knows. */
export function entryOr(
  dict: DictValue,
  key: string | number,
  fallback: Value | undefined,
): Value | undefined {
  const held = dict.entries.get(key);
  if (!held) return dict.uncertain ? undefined : fallback;
  return orElse(held, fallback);
}

/** Why nobody knows which keys a dict has, if that is so. */
export function openKeys({ uncertain, entries }: DictValue): Unknown | undefined {
  if (uncertain) return uncertain;
  for (const value of entries.values()) if (value.type === "unknown" && value.perhaps) return value;
  return undefined;
}

/** Whether a dict has a key; undefined where nobody knows. */
export function hasKey(dict: DictValue, key: string | number): boolean | undefined {
  const held = dict.entries.get(key);
  if (!held) return dict.uncertain ? undefined : false;
  return held.type === "unknown" && held.perhaps ? undefined : true;
}

/** What only the run knows may have changed any key: each is asked for where it is looked up. */
export function spoil(machine: Machine, dict: DictValue, cause: Unknown): void {
  if (dict.group) return;
  for (const key of dict.entries.keys()) machine.journal.set(dict.entries, key, undefined);
  machine.journal.put(dict, "uncertain", cause);
}

/** What is changed in a copy stays as it was in the original, so many levels down. */
export function copied(value: Value, depth: number): Value {
  if (depth === 0) return value;
  if (value.type === "list")
    return { ...value, items: value.items.map((item) => copied(item, depth - 1)) };
  if (value.type !== "dict") return value;
  const { uncertain } = value;
  const entries = [...value.entries].map(([key, item]) => [key, copied(item, depth - 1)] as const);
  return { type: "dict", entries: new Map(entries), ...(uncertain && { uncertain }) };
}
