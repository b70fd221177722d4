import { formatCount, formatNumber } from "../../../core/text/format";
import { finalTrainLoss } from "../../results/figures";
import { falls, mean, measuresOne, ratesWithin, type Judged } from "../judged";
import { loss, percent, quoted } from "../numbers";
import { say } from "../sentence";
import type { Look } from "./finding";

/** A rate below this share of its peak moves nothing any more. */
const VANISHED = 0.01;
const NOTABLE = 0.05;
/** A rate that vanishes later than this wastes little. */
const LATEST = 0.75;

/** The rate had decayed away for the last quarter of the run or more, while the loss still fell. */
export const decayedAway: Look = (judged) => {
  const { run, schedule, whole } = judged;
  const gone = vanishesAt(judged);
  if (gone === undefined || gone > LATEST * run.step) return undefined;
  if (!measuresOne(judged, 0.6 * gone, gone)) return undefined;
  const fell = falls(whole, [0.6 * gone, 0.8 * gone, gone]);
  const by = mean(fell);
  if (by === undefined || by < NOTABLE || fell.some((share) => share <= 0)) return undefined;
  return say(
    "{0} decayed away too early: by step {1} of {2} its rate was below 1% of the peak, while the training loss had still been falling, by {3} over the last fifth before.",
    quoted(schedule.name),
    formatCount(gone),
    formatCount(run.step),
    percent(by),
  );
};

/** The step from which on the rate stays below 1% of its peak. */
function vanishesAt({ run, schedule }: Judged): number | undefined {
  const points = schedule.tracks.get("learningRate") ?? [];
  const peak = Math.max(...points.map(([, value]) => value));
  if (!(peak > 0)) return undefined;
  let from: number | undefined;
  for (const [step, value] of points) {
    if (value > VANISHED * peak) from = undefined;
    else from ??= step;
  }
  return from !== undefined && from < run.step ? from : undefined;
}

/** Under a rate that stays, the loss has stopped falling: it is where its noise holds it. */
export const noiseFloor: Look = (judged) => {
  const { run, schedule, whole } = judged;
  const [a, b, c] = [0.5 * run.step, 0.75 * run.step, run.step];
  const rates = ratesWithin(judged, a, c);
  const [low, high] = [Math.min(...rates), Math.max(...rates)];
  if (rates.length === 0 || !(low > 0) || low < 0.8 * high) return undefined;
  if (!measuresOne(judged, 0, run.step)) return undefined;
  const fell = falls(whole, [a, b, c]);
  const early = mean(falls(whole, [0, run.step / 20, a]));
  const by = mean(fell);
  if (by === undefined || early === undefined) return undefined;
  if (early < 2 * NOTABLE || Math.abs(by) > NOTABLE) return undefined;
  return say(
    "{0} levels off: in the second half of the run its training loss hovers near {1} while the rate stays near {2}, as it does at a noise floor; a decay would tell.",
    quoted(schedule.name),
    loss(mean(whole.map(finalTrainLoss)) ?? NaN),
    formatNumber(high, 3),
  );
};
