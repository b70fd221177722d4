import type { SourceEntry } from "../../parse/sourceValue";
import type { Reading } from "../config/reading";

/** `5%` on the command line. */
const PERCENT = /^\d+(?:\.\d+)?%$/;

/**
 * A length in updates. A float is a share of steps times processes, a whole number is steps of the
 * scheduler, of which accelerate makes one per process and update.
 */
export function lengthOf(
  entry: SourceEntry,
  steps: number | undefined,
  processes: number | undefined,
  reading: Reading,
): number | undefined {
  const share = shareOf(entry, reading);
  if (share !== undefined) {
    if (steps === undefined || processes === undefined) return undefined;
    return Math.floor(share * steps * processes) / processes;
  }
  const value = reading.number(entry, "steps");
  if (value === undefined || processes === undefined) return undefined;
  return value / processes;
}

/** The share of the run that a length is; undefined for a number of steps. */
function shareOf({ value, key }: SourceEntry, reading: Reading): number | undefined {
  if (value.type === "string" && PERCENT.test(value.value))
    return Number(value.value.slice(0, -1)) / 100;
  if (value.type !== "number") return undefined;
  const { start, end } = value.range;
  const written = reading.text.slice(start, end);
  const isFloat = !Number.isInteger(value.value) || (value.float ?? /[.eE]/.test(written));
  if (!isFloat) return undefined;
  reading.setting(key, value);
  return value.value;
}
