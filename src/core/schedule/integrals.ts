import type { Curve } from "./curve";
import { productCurve } from "./curves/product";
import type { PhaseSpan, Schedule, Track } from "./schedule";

/**
 * Sums over the updates 0 … N − 1 of a run. They are in closed form where the phases have one (see
 * `Curve.sum`), else by quadrature to rounding, and cost the same for any number of steps. A track
 * with a gap has no sum: NaN.
 */

/** Σ value(t), t = 0 … N − 1: for the learning rate the sum of all rates, the way that SGD can go. */
export const sumOfTrack = ({ length }: Schedule, { curve }: Track): number => curve.sum(0, length);

/** The mean of the values that the N updates use, in the track's own unit. */
export const meanOfTrack = (schedule: Schedule, track: Track): number =>
  sumOfTrack(schedule, track) / schedule.length;

/**
 * The share of Σ value(t) that falls into the phase, 0 … 1; undefined where the phase has no steps
 * or where the sum is not a number above 0, so that there is nothing to share.
 */
export function shareOfPhase(
  schedule: Schedule,
  track: Track,
  { start, end }: Pick<PhaseSpan, "start" | "end">,
): number | undefined {
  const all = sumOfTrack(schedule, track);
  if (!(all > 0) || !Number.isFinite(all) || end <= start) return undefined;
  const share = track.curve.sum(start, end) / all;
  return Number.isNaN(share) ? undefined : share;
}

/** What decoupled weight decay does to weights that no gradient changes. */
export interface Shrinkage {
  /** Σ rate(t) · decay(t), t = 0 … N − 1: the exponent, without unit. */
  readonly area: number;
  /** e^−area: what is left of a weight at the end, Π (1 − rate · decay) for small factors. */
  readonly kept: number;
}

/**
 * The area under rate × weight decay, as decoupled decay multiplies each weight by
 * 1 − rate(t) · decay(t) at update t (Loshchilov & Hutter, AdamW, arXiv:1711.05101). The decay is the
 * track `weightDecay`, or the optimizer's constant; undefined where there is none, or no rate.
 */
export function shrinkage(schedule: Schedule): Shrinkage | undefined {
  const rate = schedule.tracks.get("learningRate")?.curve;
  const area = rate && areaUnder(rate, schedule);
  if (area === undefined || Number.isNaN(area)) return undefined;
  return { area, kept: Math.exp(-area) };
}

function areaUnder(rate: Curve, { tracks, optimizer, length }: Schedule): number | undefined {
  const decay = tracks.get("weightDecay");
  if (decay !== undefined) return productCurve(rate, decay.curve).sum(0, length);
  const constant = optimizer?.weightDecay;
  return constant === undefined ? undefined : constant * rate.sum(0, length);
}
