import { isObject, type Key, type Value } from "./values";

/**
 * What a dict or a set keeps a value under: 1, 1.0 and True are one key, as in Python. Undefined
 * where the value cannot be a key, or is none that is followed.
 */
export function keyOf(value: Value): Key {
  if (typeof value === "boolean") return Number(value);
  if (!isObject(value)) return value;
  if (value.kind === "float") return value.value + 0;
  if (value.kind === "list" && value.type === "tuple") {
    const keys = value.items.map(keyOf);
    return keys.includes(undefined) ? undefined : `\0tuple${JSON.stringify(keys)}`;
  }
  if (value.kind === "library") return `\0library ${value.path}`;
  return undefined;
}
