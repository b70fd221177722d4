import { MAX_KEYS, SCHEDULE_KEYS } from "../parse/limits";
import { isPlain } from "./readEntries";

type Plain = Readonly<Record<string, unknown>>;

/** Counts what is evaluated of one file, so that its size bounds the work. */
export class KeyBudget {
  private left = MAX_KEYS;
  /** Definitions that take over from one another share parts, which are counted through once. */
  private readonly known = new Map<unknown, number>();

  /** False where these keys, and those inside of them, are more than are left. */
  take(definitions: readonly Plain[]): boolean {
    const keys = definitions.reduce((sum, plain) => sum + this.keysOf(plain), SCHEDULE_KEYS);
    if (keys > this.left) return false;
    this.left -= keys;
    return true;
  }

  private keysOf(plain: Plain): number {
    const values = Object.values(plain);
    return values.reduce<number>((sum, value) => sum + this.inside(value), values.length);
  }

  private inside(value: unknown): number {
    const known = this.known.get(value) ?? keysInside(value);
    if (known > 0) this.known.set(value, known);
    return known;
  }
}

/** Keys of the objects in a value; readers limit the depth. */
function keysInside(value: unknown): number {
  if (Array.isArray(value)) return keysInAll(value);
  if (!isPlain(value)) return 0;
  const inner = Object.values(value);
  return inner.length + keysInAll(inner);
}

function keysInAll(values: readonly unknown[]): number {
  let keys = 0;
  for (const value of values) keys += keysInside(value);
  return keys;
}
