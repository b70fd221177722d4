import type { Entry, Place, Recorder } from "../recorder";
import { clockOf, isTimeTag, meaningOf } from "../tags";
import { digitsOf, isRecord, numberIn } from "./looseJson";

/** Values nested deeper than this are data, not measurements. */
const DEEPEST = 3;

/**
 * Tells the recorder the numbers of one record of named values, along the best clock among them.
 *
 * @param fallback The place of a record without a clock; it is then skipped where there is none.
 * @returns False where it holds no value along a clock.
 */
export function addRecord(
  recorder: Recorder,
  record: Readonly<Record<string, unknown>>,
  fallback?: Place,
): boolean {
  const numbers = new Map<string, Entry>();
  collect(record, "", 0, numbers);
  const clock = bestClock(numbers);
  const place = clock ? { ...clock, time: timeOf(numbers) } : fallback;
  if (place === undefined) return false;
  const entries = [...numbers.values()].filter(
    ({ tag }) => tag !== clock?.tag && tag !== "_step" && !isTimeTag(tag),
  );
  if (entries.length === 0) return false;
  recorder.add(place, entries);
  return true;
}

function collect(
  record: Readonly<Record<string, unknown>>,
  prefix: string,
  depth: number,
  numbers: Map<string, Entry>,
): void {
  for (const [key, value] of Object.entries(record)) {
    const tag = prefix === "" ? key : `${prefix}/${key}`;
    if (isRecord(value) && depth < DEEPEST) collect(value, tag, depth + 1, numbers);
    else addValue(numbers, tag, value);
  }
}

/** A text with a number counts as printed with its digits: newer libraries round that way. */
function addValue(numbers: Map<string, Entry>, tag: string, value: unknown): void {
  if (Array.isArray(value)) {
    groups(tag, value).forEach((entry) => numbers.set(entry.tag, entry));
    return;
  }
  const number = numberIn(value);
  if (number === undefined) return;
  const digits = typeof value === "string" ? { digits: digitsOf(value) } : {};
  numbers.set(tag, { tag, value: number, ...digits });
}

const MOST_GROUPS = 64;

/** A list is read where it is the rates of the parameter groups; others are data. */
function groups(tag: string, values: readonly unknown[]): Entry[] {
  if (values.length > MOST_GROUPS || meaningOf(tag).name !== "learningRate") return [];
  return values.flatMap((value, i) =>
    typeof value === "number" ? [{ tag: i === 0 ? tag : `${tag}/${i}`, value }] : [],
  );
}

function bestClock(numbers: ReadonlyMap<string, Entry>): (Place & { tag: string }) | undefined {
  let best: { rank: number; place: Place & { tag: string } } | undefined;
  for (const { tag, value } of numbers.values()) {
    const clock = clockOf(tag);
    if (clock === undefined || !Number.isFinite(value)) continue;
    if (best && best.rank <= clock.rank) continue;
    best = { rank: clock.rank, place: { tag, step: value, axis: clock.axis } };
  }
  return best?.place;
}

const timeOf = (numbers: ReadonlyMap<string, Entry>): number | undefined =>
  [...numbers.values()].find(({ tag }) => isTimeTag(tag))?.value;
