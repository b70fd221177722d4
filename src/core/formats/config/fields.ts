import {
  entryOf,
  type SourceEntry,
  type SourceObject,
  type SourceValue,
} from "../../parse/sourceValue";

export function objectAt(
  value: SourceValue | undefined,
  ...path: string[]
): SourceObject | undefined {
  let found = value;
  for (const key of path) found = entryOf(found, key)?.value;
  return found?.type === "object" ? found : undefined;
}

export function textAt(value: SourceValue | undefined, key: string): string | undefined {
  const found = entryOf(value, key)?.value;
  return found?.type === "string" ? found.value : undefined;
}

/** True, or a number other than 0; undefined where the key is absent or something else. */
export function flagAt(value: SourceValue | undefined, key: string): boolean | undefined {
  const found = entryOf(value, key)?.value;
  if (found?.type === "boolean") return found.value;
  return found?.type === "number" ? found.value !== 0 : undefined;
}

/** The first of these keys that is given and not null. */
export function firstOf(
  value: SourceValue | undefined,
  ...keys: string[]
): SourceEntry | undefined {
  for (const key of keys) {
    const entry = entryOf(value, key);
    if (entry && entry.value.type !== "null") return entry;
  }
  return undefined;
}

/** All objects of a tree with the keys that lead to them, outer ones first; bounded by the readers. */
export function* objectsIn(
  value: SourceValue,
  path: readonly string[] = [],
): Generator<{ readonly object: SourceObject; readonly path: readonly string[] }> {
  if (value.type === "array") for (const item of value.items) yield* objectsIn(item, path);
  if (value.type !== "object") return;
  yield { object: value, path };
  for (const entry of value.entries) yield* objectsIn(entry.value, [...path, entry.key]);
}

/** The key and its value, for a sparkline and what is underlined. */
export const wholeOf = ({ keyRange, value }: SourceEntry): { start: number; end: number } => ({
  start: keyRange.start,
  end: value.range.end,
});

/** The end of the line on which a text stands that spans several. */
export const anchorOf = ({ keyRange, value }: SourceEntry): { start: number; end: number } =>
  value.type === "object" || value.type === "array"
    ? keyRange
    : wholeOf({ keyRange, value, key: "", range: keyRange });
