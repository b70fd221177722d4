import { UnknownValue } from "./unknownValue";

/**
 * Whether two plain definitions say the same in the same order; a function is the same as itself
 * alone, and 0 is another value than -0.
 */
export function samePlain(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof UnknownValue || b instanceof UnknownValue) return sameUnknown(a, b);
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && sameItems(a, b);
  const keys = Object.keys(a);
  if (!sameItems(keys, Object.keys(b))) return false;
  return keys.every((key) =>
    samePlain(a[key as keyof typeof a] as unknown, b[key as keyof typeof b] as unknown),
  );
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => samePlain(item, b[index]));
}

const sameUnknown = (a: object, b: object): boolean =>
  a instanceof UnknownValue &&
  b instanceof UnknownValue &&
  a.symbol === b.symbol &&
  a.reason === b.reason;
