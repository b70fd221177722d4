import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { monotoneCurve } from "../../schedule/curves/smooth";
import { scaleCurve } from "../../schedule/curves/transform";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import type { LibraryContext, LibraryKind, LibraryTracks } from "../construction";
import { scannedCurve } from "../curves/blocks";
import { geometricSum, stretches } from "../curves/pieces";
import { refuse } from "../refusal";
import { isInteger, itemsOf, numberOf, textOf, type LibraryValue } from "../value";
import { buildTorchLink, torchTracks } from "../torch/table";

/** The factor of one parameter group, rising to 1, which it has reached exactly at `full`. */
interface Factor {
  readonly at: (step: number) => number;
  readonly full: number;
  /** Σ at(k) for k = first … last − 1, where it is known. */
  readonly sum?: (first: number, last: number) => number;
}

/**
 * `with warmup.dampening(): scheduler.step()`: the scheduler goes its own way, and the rate that is
 * used is its rate times the factor.
 */
function dampened(
  args: Arguments,
  context: LibraryContext,
  factors: readonly Factor[],
): LibraryTracks {
  const call = args.call("scheduler");
  const { tracks, issues } = call
    ? torchTracks(buildTorchLink(call, context), context)
    : { tracks: constantRates(context), issues: [] };
  return {
    tracks: tracks.map((track) => {
      const factor = factors[track.group];
      if (track.name !== "learningRate" || !factor) return track;
      return { ...track, curve: dampenedCurve(track.curve, factor, !call) };
    }),
    issues: issues.map((issue) => ({ ...issue, path: [...(call?.path ?? []), ...issue.path] })),
  };
}

const constantRates = (context: LibraryContext): LibraryTracks["tracks"] =>
  context.optimizer.learningRates.map((rate, group) => ({
    name: "learningRate",
    group,
    curve: constantCurve(rate),
  }));

function dampenedCurve(curve: Curve, { at, full, sum }: Factor, alone: boolean): Curve {
  const rise = alone
    ? scaleCurve(monotoneCurve(at, sum && { sum }), curve.at(0))
    : scannedCurve((k) => curve.at(k) * at(k));
  return stretches([
    { start: 0, curve: rise },
    { start: full, curve },
  ]);
}

/** A period for each group: a positive integer, or a list of them. */
function periodsOf(args: Arguments, groups: number): number[] {
  const value = args.value("warmup_period");
  const items = itemsOf(value);
  if (items && items.length !== groups)
    args.refuse("warmup_period", t`must have one value for each of ${groups} parameter group(s)`);
  return (items ?? new Array<LibraryValue>(groups).fill(value)).map((item) => {
    const period = numberOf(item);
    if (isInteger(item) && period !== undefined && period > 0) return period;
    const message = t`warmup_period must be a positive integer, but it is ${textOf(item)}.`;
    return refuse(["warmup_period"], message);
  });
}

/** beta2 of the optimizer; an optimizer without betas is refused. */
function beta2Of(args: Arguments, context: LibraryContext): number {
  const { betas, kind } = context.optimizer;
  if (betas) return betas[1];
  return refuse([], t`${args.kind} reads beta2, which ${kind} does not have.`);
}

function checkOptimizer(args: Arguments): void {
  if (args.has("optimizer")) args.refuse("optimizer", t("must be an optimizer"));
}

const linear = (period: number): Factor => ({
  at: (step) => Math.min(1, (step + 1) / period),
  full: period,
});

/** 1 − exp(−(step + 1)/period) rounds to 1 after 38 periods. */
const exponential = (period: number): Factor => ({
  at: (step) => 1 - Math.exp(-(step + 1) / period),
  full: 38 * period,
  sum: (first, last) => last - first - geometricSum(Math.exp(-1 / period), first + 1, last + 1),
});

const shared = { scheduler: null, last_step: -1, optimizer: null };

const tuned = (kind: string, factor: (period: number) => Factor): LibraryKind => ({
  kind,
  parameters: signature({ warmup_period: undefined, ...shared }),
  build: (args, context) => {
    checkOptimizer(args);
    const periods = periodsOf(args, context.optimizer.learningRates.length);
    return dampened(args, context, periods.map(factor));
  },
});

/** The period follows from beta2, cut to an integer: 2/(1 − 0.999) gives 1999. */
const untuned = (kind: string, share: number, factor: (period: number) => Factor): LibraryKind => ({
  kind,
  parameters: signature(shared),
  build: (args, context) => {
    checkOptimizer(args);
    const period = Math.trunc(share / (1 - beta2Of(args, context)));
    const factors = context.optimizer.learningRates.map(() => factor(period));
    return dampened(args, context, factors);
  },
});

/** LinearWarmup: min(1, (k + 1)/period). */
export const linearWarmup = tuned("LinearWarmup", linear);
/** ExponentialWarmup: 1 − exp(−(k + 1)/period). */
export const exponentialWarmup = tuned("ExponentialWarmup", exponential);
/** Ma & Yarats (arXiv:1910.04209): 2/(1 − beta2) updates. */
export const untunedLinearWarmup = untuned("UntunedLinearWarmup", 2, linear);
/** Ma & Yarats (arXiv:1910.04209): time constant 1/(1 − beta2). */
export const untunedExponentialWarmup = untuned("UntunedExponentialWarmup", 1, exponential);

/** Length of the approximated simple moving average (Liu et al., arXiv:1908.03265). */
const rhoOf = (t: number, beta2: number, limit: number): number => {
  const power = beta2 ** t;
  return limit - (2 * t * power) / (1 - power);
};

function rectification(beta2: number): Factor {
  const limit = 2 / (1 - beta2) - 1;
  let offset = 1;
  while (rhoOf(offset, beta2, limit) <= 4) offset += 1;
  const at = (step: number): number => {
    const rho = rhoOf(step + offset, beta2, limit);
    return Math.sqrt(((rho - 4) * (rho - 2) * limit) / ((limit - 4) * (limit - 2) * rho));
  };
  // beta2^t · t is below the rounding of rho after 60 time constants
  return { at, full: Math.ceil(60 / (1 - beta2)) };
}

/** RAdamWarmup: RAdam's rectification term, from the first step at which it is defined. */
export const radamWarmup: LibraryKind = {
  kind: "RAdamWarmup",
  parameters: signature(shared),
  build: (args, context) => {
    checkOptimizer(args);
    const beta2 = beta2Of(args, context);
    if (!(beta2 > 0.6)) refuse([], t`RAdamWarmup needs beta2 above 0.6, but it is ${beta2}.`);
    const factors = context.optimizer.learningRates.map(() => rectification(beta2));
    return dampened(args, context, factors);
  },
};
