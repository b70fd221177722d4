import type { Curve } from "../schedule/curve";
import type { Schedule } from "../schedule/schedule";

/**
 * Σ rate(k), k < t, over Σ rate(k), k < N: the share of all rates that is spent before update t, from
 * 0 at the beginning to 1 at the end. Undefined where the rate is negative or its sum is not known.
 */
export function cumulativeShare({ tracks, length }: Schedule): Curve | undefined {
  const rate = tracks.get("learningRate")?.curve;
  const all = rate?.sum(0, length) ?? NaN;
  if (!rate || !(all > 0) || !Number.isFinite(all)) return undefined;
  if (!(rate.extremes(0, length - 1).min >= 0)) return undefined;
  const at = (step: number): number => {
    const whole = Math.floor(step);
    const rest = step > whole ? (step - whole) * rate.at(whole) : 0;
    return (rate.sum(0, whole) + rest) / all;
  };
  return {
    at,
    extremes: (first, last) => ({ min: at(first), max: at(last) }),
    // each rate counts once for every later step of the stretch: no closed form, and nobody asks
    sum: () => NaN,
    breakpoints: (first, last, limit) => rate.breakpoints(first, last, limit),
  };
}
