import type { SourceEntry, SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import { firstOf } from "../config/fields";
import type { Reading } from "../config/reading";
import { stepsOf, Unusable } from "./schedules";

/** More cycles than this are data, not a schedule that anybody wrote. */
const MOST = 1000;

/** optim/config.py, _get_cycle_minima: the starts of the cycles and the end of the last. */
export function cycleEnds(
  optimizer: SourceObject,
  total: number,
  reading: Reading,
): number[] | undefined {
  const length = firstOf(optimizer, "cycle_length");
  const count = firstOf(optimizer, "cycles");
  const old = firstOf(optimizer, "haps");
  if (length && (count ?? old))
    throw new Unusable("cycle_length", t("Levanter takes cycle_length or cycles, not both."));
  const points = length
    ? fromLength(length, total, reading)
    : old
      ? listedSteps(old, reading)
      : fromCount(count, total, reading);
  if (!points) return undefined;
  const ends = [0, ...points];
  return ends.at(-1) === total ? ends : [...ends, total];
}

function fromLength(entry: SourceEntry, total: number, reading: Reading): number[] | undefined {
  if (entry.value.type === "array") {
    let sum = 0;
    const ends = listedSteps(entry, reading)?.map((length) => (sum += length));
    if (sum > total)
      throw new Unusable("cycle_length", t`The cycles take ${sum} steps of a run of ${total}.`);
    return ends;
  }
  const given = reading.number(entry, "steps");
  if (given === undefined) return undefined;
  const each = stepsOf(given, total, "cycle_length");
  if (each < 1 || total / each > MOST)
    throw new Unusable("cycle_length", t`A cycle of ${each} steps is too short.`);
  return Array.from(
    { length: Math.max(0, Math.floor(total / each) - 1) },
    (_, i) => (i + 1) * each,
  );
}

function fromCount(
  entry: SourceEntry | undefined,
  total: number,
  reading: Reading,
): number[] | undefined {
  if (!entry) return [];
  if (entry.value.type === "array") return listedSteps(entry, reading);
  const count = reading.number(entry, "number");
  if (count === undefined) return undefined;
  if (count > MOST) throw new Unusable("cycles", t`${count} cycles are too many.`);
  return Array.from({ length: Math.max(0, count - 1) }, (_, i) =>
    Math.trunc((total / count) * (i + 1)),
  );
}

function listedSteps({ value, key }: SourceEntry, reading: Reading): number[] | undefined {
  if (value.type !== "array") return undefined;
  const numbers = value.items.slice(0, MOST).map((item) => reading.numberOf(item, key, "steps"));
  return numbers.includes(undefined) ? undefined : (numbers as number[]);
}
