import { isPlain } from "../schedule/readEntries";
import type { Schedule } from "../schedule/schedule";

/**
 * True where two schedules say the same of a track, word for word, and of all that it may depend on:
 * then their curves are the same without looking at a single value. False says nothing.
 */
export function sameTrack(a: Schedule, b: Schedule, name: string): boolean {
  if (a === b) return true;
  if (a.length !== b.length || !equal(a.time, b.time)) return false;
  if (!equal(a.optimizer, b.optimizer)) return false;
  return dependencies(a, name).every((track) => equal(a.definition[track], b.definition[track]));
}

/** The track, and those that it follows or is multiplied by, in turn. */
function dependencies({ definition, tracks }: Schedule, name: string): string[] {
  const found = [name];
  for (const track of found) {
    const plain: unknown = definition[track];
    if (!isPlain(plain)) continue;
    const names = [plain["follow"], plain["times"]];
    for (const other of names) {
      if (typeof other === "string" && tracks.has(other) && !found.includes(other))
        found.push(other);
    }
  }
  return found;
}

/** Deep equality of plain values; functions are equal only to themselves. Readers limit the depth. */
function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => equal(item, b[index]));
  }
  if (!isPlain(a) || !isPlain(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  );
}
