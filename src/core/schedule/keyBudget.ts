import { MAX_KEYS, OBJECT_KEYS, POINT_KEYS, SCHEDULE_KEYS } from "../parse/limits";
import { isPlain } from "./readEntries";

type Plain = Readonly<Record<string, unknown>>;

/** Counts what is evaluated of one file, so that its size bounds the work. */
export class KeyBudget {
  private left = MAX_KEYS;

  private readonly bases = new Set<Plain>();

  /** False where a definition's keys and its base's, with those inside of them, are more than are left. */
  take(definition: Plain, base?: Plain): boolean {
    const keys = SCHEDULE_KEYS + this.keysOf(definition) + this.keysOfBase(base);
    if (keys > this.left) return false;
    this.left -= keys;
    return true;
  }

  /** A base is built once for all that extend it. */
  private keysOfBase(base: Plain | undefined): number {
    if (!base || this.bases.has(base)) return 0;
    this.bases.add(base);
    return this.keysOf(base);
  }

  private keysOf(plain: Plain): number {
    const values = Object.values(plain);
    return values.reduce<number>((sum, value) => sum + knownInside(value), values.length);
  }
}

/**
 * Definitions that take over from one another share parts, and so do a reading and the next: these
 * are counted through once.
 */
const counts = new WeakMap<object, number>();

function knownInside(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const known = counts.get(value);
  if (known !== undefined) return known;
  const keys = keysInside(value);
  counts.set(value, keys);
  return keys;
}

/** Keys of the objects in a value, and what these and lists cost themselves; readers limit the depth. */
function keysInside(value: unknown): number {
  if (Array.isArray(value)) return keysInAll(value);
  if (!isPlain(value)) return 0;
  const inner = Object.values(value);
  return inner.length + OBJECT_KEYS + keysInAll(inner);
}

function keysInAll(values: readonly unknown[]): number {
  let keys = 0;
  for (const value of values) keys += keysInside(value) + (Array.isArray(value) ? POINT_KEYS : 0);
  return keys;
}
