import { formatCount, formatNumber } from "../../../core/text/format";
import type { ProbePoint } from "../../request";
import { outOf } from "../judged";
import { quoted } from "../numbers";
import { say } from "../sentence";
import type { Look } from "./finding";

/** The start is the first fifth of the run. */
const START = 1 / 5;
/** Losses of single batches are noisy: this share of the steps is averaged, at least 3. */
const WINDOW = 1 / 100;
const RISE = 1.5;

/** A loss that rises in the first steps, to one and a half times its first value, and comes back. */
export const explodingStart: Look = ({ run, schedule, whole }) => {
  const window = Math.max(3, Math.round(run.steps * WINDOW));
  const peaks = whole.flatMap(({ train }) => peakOf(train, window, run.steps * START) ?? []);
  const high = peaks.filter(({ rise }) => rise > RISE);
  const worst = high.reduce((most, each) => (each.rise > most.rise ? each : most), {
    rise: 0,
    step: 0,
  });
  // One seed of many may be an accident of its batches.
  if (high.length === 0 || high.length * 2 <= whole.length) return undefined;
  return say(
    "{0} has an exploding start: in {1} of {2} seeds the loss first rises, to {3} times its first value at most (about step {4}), before it falls.",
    quoted(schedule.name),
    ...outOf(high.length, whole.length),
    formatNumber(worst.rise, 2),
    formatCount(worst.step),
  );
};

/** The greatest mean of `window` successive losses before step `end`, as a multiple of the first. */
function peakOf(train: readonly ProbePoint[], window: number, end: number) {
  let sum = 0;
  let first: number | undefined;
  let top = { value: -Infinity, step: 0 };
  for (const [i, [step, value]] of train.entries()) {
    if (step >= end) break;
    sum += value - (train[i - window]?.[1] ?? 0);
    if (i + 1 < window) continue;
    const mean = sum / window;
    first ??= mean;
    if (mean > top.value) top = { value: mean, step: train[i - window + 1]?.[0] ?? step };
  }
  if (first === undefined || first <= 0) return undefined;
  return { rise: top.value / first, step: top.step };
}
