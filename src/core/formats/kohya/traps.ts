import { ownLiteral, type SourceEntry } from "../../parse/sourceValue";
import type { Reading } from "../config/reading";
import { shareOrSteps } from "../config/shareOrSteps";
import { formatCount, formatNumber } from "../../text/format";
import { t } from "../../text/words";

export const SD_SCRIPTS = {
  label: "sd-scripts, library/train_util.py",
  url: "https://github.com/kohya-ss/sd-scripts/blob/main/library/train_util.py",
};

interface ShortWarmup {
  readonly entry: SourceEntry | undefined;
  /** In updates. */
  readonly given: number;
  readonly processes: number;
  /** The run's, in updates. */
  readonly length: number;
}

/** A whole number of warmup steps is not multiplied by the processes, the run's length is. */
export function shortWarmup(found: ShortWarmup, reading: Reading): void {
  const { entry, given, processes } = found;
  const value = entry?.value;
  if (value?.type !== "number" || processes === 1 || given * processes !== value.value) return;
  if (value.value === 0) return;
  const share = shareOf(value.value, found);
  const literal = ownLiteral(value);
  reading.trap({
    code: "schedule-by-another-clock",
    severity: "warning",
    range: value.range,
    message: t`The warmup takes ${formatCount(given)} updates on ${processes} processes, not ${formatCount(value.value)}: sd-scripts multiplies the run's steps by the processes, but not a whole number of warmup steps.`,
    why: t(
      "accelerate steps the scheduler once per process for every update; a share of the run (0.05) is counted on that clock, a number of steps is not.",
    ),
    source: SD_SCRIPTS,
    fixes:
      literal && share !== undefined
        ? [{ title: t`Write ${share}`, edits: [{ range: literal, text: share }] }]
        : [],
  });
}

const DIGITS = 6;

/** The share of the run that is a warmup of so many updates on all processes; undefined where none is short. */
function shareOf(updates: number, { processes, length }: ShortWarmup): string | undefined {
  const share = Number((updates / length).toPrecision(DIGITS));
  const isMet = Math.floor(share * length * processes) === updates * processes;
  return isMet && share < 1 ? String(share) : undefined;
}

/** A float is a share of the run, also above 1. */
export function floatSteps(entry: SourceEntry, value: number, reading: Reading): void {
  shareOrSteps(
    {
      entry,
      message: t`${entry.key} is a float, and so a share: ${formatNumber(value)} times the run.`,
      why: t(
        "get_scheduler_fix multiplies every float by the run's steps; only a whole number without a point is a number of steps.",
      ),
      source: SD_SCRIPTS,
      ...(Number.isInteger(value) && { better: String(value) }),
    },
    reading,
  );
}
