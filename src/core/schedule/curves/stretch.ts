import type { Curve } from "../curve";
import { sumByPieces } from "./transform";

/**
 * A curve of `length` updates told at `positions` ≥ `length` places that divide its run evenly:
 * position k shows the update floor(k · length / positions), so that every value is one that the run
 * really uses. The probe squeezes a run by the same rule.
 */
export function stretchCurve(curve: Curve, length: number, positions: number): Curve {
  if (positions === length) return curve;
  const update = (position: number): number => Math.floor((position * length) / positions);
  const at = (position: number): number => curve.at(update(position));
  return {
    at,
    extremes: (first, last) => curve.extremes(update(first), update(last)),
    sum: (first, last) => sumByPieces(at, { breakpoints: () => [] }, first, last),
    breakpoints: (first, last, limit) =>
      curve
        .breakpoints(update(first), update(last), limit)
        .map((step) => Math.ceil((step * positions) / length)),
    slopes: (first, last) => {
      const [from, to] = [update(first), update(last)];
      if (to === from) return { min: 0, max: 0 };
      const slopes = curve.slopes?.(from, to);
      // two places may show one update
      return slopes && { min: Math.min(0, slopes.min), max: Math.max(0, slopes.max) };
    },
  };
}
