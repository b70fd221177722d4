import type { SourceEntry } from "../../parse/sourceValue";
import type { Reading } from "../config/reading";
import { isWrittenAsFloat } from "../config/shareOrSteps";
import { floatSteps } from "./traps";

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
function shareOf(entry: SourceEntry, reading: Reading): number | undefined {
  const { value, key } = entry;
  if (value.type === "string" && PERCENT.test(value.value))
    return Number(value.value.slice(0, -1)) / 100;
  if (value.type !== "number" || !isWrittenAsFloat(entry, reading.text)) return undefined;
  reading.setting(key, value);
  if (value.value > 1) floatSteps(entry, value.value, reading);
  return value.value;
}
