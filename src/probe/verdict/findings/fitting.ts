import { formatCount } from "../../../core/text/format";
import { finalTrainLoss, finalValidationLoss, meanLine } from "../../results/figures";
import type { Replica } from "../../results/run";
import {
  falls,
  mean,
  meanWithin,
  measuresAlike,
  measuresOne,
  nearlyAll,
  outOf,
  ratesWithin,
  type Judged,
} from "../judged";
import { loss, percent, quoted } from "../numbers";
import { say } from "../sentence";
import type { Look } from "./finding";

/** A change of the loss by less than this is not called one. */
const NOTABLE = 0.05;

/** The loss hardly moved from where it began. */
export const notLearned: Look = (judged) => {
  const { run, schedule, whole } = judged;
  if (!measuresOne(judged, 0, run.step)) return undefined;
  const fell = whole.map(fallOf);
  if (fell.length === 0 || fell.some((share) => share === undefined || share > NOTABLE)) {
    return undefined;
  }
  return say(
    "{0} hardly learned: its training loss ends at {1}, having begun at {2}.",
    quoted(schedule.name),
    loss(mean(whole.map(finalTrainLoss)) ?? NaN),
    loss(mean(whole.map(firstTrainLoss)) ?? NaN),
  );
};

/** Of the first twentieth of the run, as `finalTrainLoss` is of the last. */
function firstTrainLoss({ train }: Replica): number | undefined {
  const head = train.slice(0, Math.max(1, Math.round(train.length / 20)));
  return mean(head.map(([, value]) => value));
}

function fallOf(replica: Replica): number | undefined {
  const [first, last] = [firstTrainLoss(replica), finalTrainLoss(replica)];
  return first === undefined || last === undefined ? undefined : (first - last) / Math.abs(first);
}

/**
 * The training loss was still falling at the end, under a rate that had not been lowered by half
 * since three fifths of the run: what falls under a decaying rate may be the noise alone.
 */
export const stillFalling: Look = (judged) => {
  const { run, schedule, whole } = judged;
  const [a, b, c] = [0.6 * run.step, 0.8 * run.step, run.step];
  if (!measuresOne(judged, a, c)) return undefined;
  const rates = ratesWithin(judged, a, c);
  if (rates.length === 0 || Math.min(...rates) < 0.5 * Math.max(...rates)) return undefined;
  const fell = falls(whole, [a, b, c]);
  const by = mean(fell);
  if (by === undefined || by < NOTABLE || fell.some((share) => share <= 0)) return undefined;
  return say(
    "{0} was stopped while it was still learning: its training loss fell by {1} over the last fifth of the run.",
    quoted(schedule.name),
    percent(by),
  );
};

/** By how much, of the best schedule's, a training loss must be higher to be called under-fitted. */
const HIGHER = 0.25;

/** Also right for energies, which may be below zero. */
const exceeds = (loss: number | undefined, best: number | undefined): boolean =>
  loss !== undefined && best !== undefined && loss - best > HIGHER * Math.abs(best);

/** Training and validation loss both above those of the schedule that fitted best, in nearly all seeds. */
export const underFitting: Look = (judged, all) => {
  const best = bestFitted(all);
  if (!best || best === judged || judged.whole.length < 2) return undefined;
  const end = [0.95 * judged.run.step, judged.run.step] as const;
  if (!measuresAlike([judged, ...end], [best, ...end])) return undefined;
  const pairs = judged.whole.flatMap((replica) => {
    const other = best.whole.find(({ seed }) => seed === replica.seed);
    return other ? [{ replica, other }] : [];
  });
  const higher = pairs.filter(
    ({ replica, other }) =>
      exceeds(finalTrainLoss(replica), finalTrainLoss(other)) &&
      !((finalValidationLoss(replica) ?? Infinity) <= (finalValidationLoss(other) ?? -Infinity)),
  );
  if (pairs.length < 2 || !nearlyAll(higher.length, pairs.length)) return undefined;
  return say(
    "{0} under-fits: its training loss ends at {1}, that of {2} at {3}, and its validation loss is no better, in {4} of {5} seeds.",
    quoted(judged.schedule.name),
    loss(mean(pairs.map(({ replica }) => finalTrainLoss(replica))) ?? NaN),
    quoted(best.schedule.name),
    loss(mean(pairs.map(({ other }) => finalTrainLoss(other))) ?? NaN),
    ...outOf(higher.length, pairs.length),
  );
};

function bestFitted(all: readonly Judged[]): Judged | undefined {
  const fitted = (judged: Judged): number => mean(judged.whole.map(finalTrainLoss)) ?? Infinity;
  return all.reduce<Judged | undefined>(
    (best, each) => (best === undefined || fitted(each) < fitted(best) ? each : best),
    undefined,
  );
}

/**
 * The validation loss rose from its least (of the mean over the seeds, so that no seed's luck picks
 * it) to the end, while the training loss fell, in nearly all seeds.
 */
export const overFitting: Look = ({ run, schedule, whole }) => {
  const line = meanLine(whole.map(({ validation }) => validation));
  const [least] = [...line].sort((x, y) => x[1] - y[1]);
  if (!least || least[0] > 0.9 * run.step) return undefined;
  const each = whole.map((replica) => changes(replica, least[0], run.step / 20));
  const rises = each.filter(({ rise, fall }) => rise > 0 && fall > 0);
  const rose = mean(each.map(({ rise }) => rise));
  if (rose === undefined || rose < NOTABLE || !nearlyAll(rises.length, whole.length))
    return undefined;
  return say(
    "{0} over-fits from about step {1} on: its validation loss rises from {2} to {3} while the training loss falls on, in {4} of {5} seeds.",
    quoted(schedule.name),
    formatCount(least[0]),
    loss(least[1]),
    loss(mean(whole.map(finalValidationLoss)) ?? NaN),
    ...outOf(rises.length, whole.length),
  );
};

function changes(replica: Replica, step: number, window: number) {
  const then = replica.validation.find(([at]) => at === step)?.[1] ?? NaN;
  const now = finalValidationLoss(replica) ?? NaN;
  const train = meanWithin(replica.train, step - window, step + window) ?? NaN;
  return { rise: (now - then) / Math.abs(then), fall: train - (finalTrainLoss(replica) ?? NaN) };
}
