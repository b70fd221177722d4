import type { ProbePoint } from "../request";
import { smooth, suggestions, type Suggestion } from "./suggestions";
import type { Sweep } from "./sweep";
import { sweepRates } from "./sweep";

/** fastai stops where the smoothed loss is four times its best. */
const BLOWN_UP = 4;

/** One seed's training losses, and where it diverged. */
export interface SweptReplica {
  readonly seed: number;
  readonly train: readonly ProbePoint[];
  readonly diverged: { readonly step: number } | undefined;
}

export interface RangeTestResult {
  /** The rates that were tried, up to where the loss blew up. */
  readonly rates: readonly number[];
  /** By seed, the loss at each of them. */
  readonly bySeed: readonly { readonly seed: number; readonly losses: readonly number[] }[];
  /** The mean over the seeds, smoothed. */
  readonly smoothed: readonly number[];
  /** Where it ended before the last rate, and why. */
  readonly stopped:
    | { readonly step: number; readonly rate: number; readonly by: "loss" | "divergence" }
    | undefined;
  readonly suggestions: readonly Suggestion[];
}

/** Steps that all seeds have told, before the first divergence. */
function commonSteps(replicas: readonly SweptReplica[]): number {
  const each = replicas.map(({ train, diverged }) =>
    Math.min((train.at(-1)?.[0] ?? -1) + 1, diverged?.step ?? Infinity),
  );
  return Math.max(0, Math.min(...each));
}

/**
 * What a range test has shown so far. Pure: the same from the panel, the command line and a saved run.
 *
 * @param scale What the probe multiplied the definition's rates with; rates are told without it.
 */
export function rangeTestResult(
  sweep: Sweep,
  replicas: readonly SweptReplica[],
  scale = 1,
): RangeTestResult {
  const steps = commonSteps(replicas);
  const bySeed = replicas.map(({ seed, train }) => {
    const losses = new Array<number>(steps).fill(NaN);
    for (const [step, loss] of train) if (step < steps) losses[step] = loss;
    return { seed, losses };
  });
  const mean = Array.from(
    { length: steps },
    (_, step) => bySeed.reduce((sum, { losses }) => sum + (losses[step] ?? NaN), 0) / bySeed.length,
  );
  const smoothed = smooth(mean);
  const blown = blowUp(smoothed);
  const end = blown ?? steps;
  const rates = sweepRates(sweep).map((rate) => rate / scale);
  // Like fastai: the first tenth and the last five points are noise and explosion.
  const [first, last] = [Math.floor(sweep.steps / 10), Math.max(0, end - 5)];
  const diverged = replicas.some((replica) => replica.diverged?.step === steps);
  const by = blown !== undefined ? "loss" : diverged ? "divergence" : undefined;
  return {
    rates: rates.slice(0, end),
    bySeed: bySeed.map(({ seed, losses }) => ({ seed, losses: losses.slice(0, end) })),
    smoothed: smoothed.slice(0, end),
    stopped: by && { step: end, rate: rates[end] ?? NaN, by },
    suggestions: suggestions(rates.slice(first, last), smoothed.slice(first, last)),
  };
}

function blowUp(smoothed: readonly number[]): number | undefined {
  let best = Infinity;
  for (const [step, loss] of smoothed.entries()) {
    if (!(loss <= BLOWN_UP * best)) return step;
    best = Math.min(best, loss);
  }
  return undefined;
}
