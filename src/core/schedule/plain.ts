import type { SourceObject, SourceValue } from "../parse/sourceValue";
import { UnknownValue } from "./unknownValue";

/** The value that a part of a text says, without its places; readers limit the depth. */
export function plainValue(source: SourceValue): unknown {
  switch (source.type) {
    case "number":
    case "string":
    case "boolean":
      return source.value;
    case "null":
      return null;
    case "function":
      return source.call;
    case "unknown":
      return new UnknownValue(source.symbol, source.reason);
    case "array":
      return source.items.map(plainValue);
    case "object":
      return plainObject(source);
  }
}

const definitions = new WeakMap<SourceValue, Record<string, unknown>>();

/** What a definition says, put together once. */
export function plainDefinition(source: SourceObject): Record<string, unknown> {
  const plain = definitions.get(source) ?? plainObject(source);
  definitions.set(source, plain);
  return plain;
}

/** A definition that has moved in its text says what it said. */
export function carryPlain(before: SourceValue, moved: SourceValue): void {
  const plain = definitions.get(before);
  if (plain) definitions.set(moved, plain);
}

/** An object without a prototype, so that no key has a meaning of its own (`__proto__`). */
export function plainObject(source: SourceObject): Record<string, unknown> {
  const plain = emptyObject();
  for (const { key, value } of source.entries) plain[key] = plainValue(value);
  return plain;
}

/** As empty as none, but not null, with which an engine would keep each object as a slow table. */
const NOTHING: object = Object.freeze(Object.create(null) as object);

export const emptyObject = (): Record<string, unknown> =>
  Object.create(NOTHING) as Record<string, unknown>;
