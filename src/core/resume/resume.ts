import { curveFrom } from "../schedule/curves/from";
import type { Schedule } from "../schedule/schedule";
import { t } from "../text/words";
import { anyWays, deepspeedWays, kerasWays, optaxWays, transformersWays } from "./otherWays";
import { torchWays } from "./torchWays";
import type { Resumption, Way, Ways } from "./way";

/** By the format that a schedule is written in; what isn't listed says nothing of its framework. */
const WAYS: Readonly<Record<string, Ways>> = {
  torch: torchWays,
  transformers: transformersWays,
  axolotl: transformersWays,
  kohya: transformersWays,
  "llama-factory": transformersWays,
  deepspeed: deepspeedWays,
  keras: kerasWays,
  optax: optaxWays,
};

/** What one way to resume makes of the rate at the step where the run is taken up again. */
export interface Resumed extends Way {
  /** The rate of update `at`; NaN where it isn't known. */
  readonly first: number;
  /** By how much it is above the rate that the old run would have had there. */
  readonly jump: number;
  /** By how much it is above what was wanted: the new horizon's own rate at that step. */
  readonly gap: number;
  /** The largest difference from what was wanted, from `at` to the end of the new run, at whole steps tried. */
  readonly largest: { readonly step: number; readonly difference: number } | undefined;
}

export interface ResumeReport {
  readonly at: number;
  /** The last rate before. */
  readonly before: number;
  /** The rate of update `at` if the run had not been interrupted. */
  readonly unbroken: number;
  /** The rate of update `at` on the new horizon: what was wanted. */
  readonly wanted: number;
  readonly length: number;
  readonly ways: readonly Resumed[];
}

/**
 * What the framework of a schedule does if its run is resumed after `at` updates.
 *
 * @param format The format the schedule is written in; undefined for a definition of our own.
 * @param next The schedule with the horizon of the resumed run; `old` where it stays.
 * @returns A reason in one sentence where it can't be told.
 */
export function resume(
  old: Schedule,
  next: Schedule,
  at: number,
  format: string | undefined,
): ResumeReport | { readonly reason: string } {
  const [oldRate, nextRate] = [old, next].map(({ tracks }) => tracks.get("learningRate")?.curve);
  if (!oldRate || !nextRate) return { reason: t("The schedule has no learning rate.") };
  if (!Number.isInteger(at) || at < 1) return { reason: t("Enter a whole step of at least 1.") };
  if (at >= next.length)
    return { reason: t`The resumed run has ${next.length} steps: nothing is left at step ${at}.` };
  if (at > old.length) return { reason: t`The first run ended at step ${old.length}.` };
  const resumption: Resumption = { old, next, oldRate, nextRate, at };
  const ways = (WAYS[format ?? ""] ?? anyWays)(resumption);
  return {
    at,
    before: oldRate.at(at - 1),
    unbroken: oldRate.at(at),
    wanted: nextRate.at(at),
    length: next.length,
    ways: ways.map((way) => judged(way, resumption)),
  };
}

function judged(way: Way, resumption: Resumption): Resumed {
  const { oldRate, nextRate, at } = resumption;
  const curve = way.curve && curveFrom(way.curve, at);
  const first = curve?.at(at) ?? NaN;
  return {
    ...way,
    curve,
    first,
    jump: first - oldRate.at(at),
    gap: first - nextRate.at(at),
    largest: largestGap({ ...way, curve }, resumption),
  };
}

const TRIED = 2000;

/** Over steps spread evenly; the ends and the first steps among them. */
function largestGap({ curve, ends }: Way, { next, nextRate, at }: Resumption): Resumed["largest"] {
  if (curve === undefined) return undefined;
  const last = Math.min(next.length, ends ?? Infinity) - 1;
  let largest = { step: at, difference: 0 };
  for (let i = 0; i <= TRIED; i++) {
    const step = at + Math.round((i * (last - at)) / TRIED);
    const difference = curve.at(step) - nextRate.at(step);
    if (Math.abs(difference) > Math.abs(largest.difference)) largest = { step, difference };
  }
  return largest;
}
