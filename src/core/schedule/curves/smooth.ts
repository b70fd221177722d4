import { joinExtremes, type Curve, type Extremes } from "../curve";
import type { Formula } from "../formula/formula";
import { firstAfter, inside } from "./ordered";
import { smoothSum } from "./quadrature";

export interface SmoothCurveOptions {
  readonly at: (step: number) => number;
  /** Where the function turns from rising to falling or back, ascending, need not be integers. */
  readonly turns?: readonly number[];
  /** Where its curvature changes sign, ascending; left out where it is not known. */
  readonly inflections?: readonly number[];
  /** Σ at(k), k = first … last − 1, in closed form; without it the sum is by quadrature. */
  readonly sum?: (first: number, last: number) => number;
  /** Steps at which the formula changes (a clip, a corner), ascending. */
  readonly breakpoints?: readonly number[];
  /** What `at` computes, where code is to be written from it. */
  readonly formula?: () => Formula;
}

/** The values of `at` at both ends and at the integers beside each of `places` between them. */
function extremesAround(
  at: (step: number) => number,
  places: readonly number[],
  first: number,
  last: number,
): Extremes {
  const start = at(first);
  let extremes = { min: start, max: start };
  const add = (step: number): void => {
    const value = at(step);
    extremes = joinExtremes(extremes, { min: value, max: value });
  };
  if (last > first) add(last);
  for (let i = firstAfter(places, first); i < places.length; i++) {
    const place = places[i] ?? Infinity;
    if (place >= last) break;
    add(Math.floor(place));
    if (Math.ceil(place) !== Math.floor(place)) add(Math.ceil(place));
  }
  return extremes;
}

/** A function that is monotone between its turning points (none: monotone throughout). */
export function smoothCurve(options: SmoothCurveOptions): Curve {
  const { at, turns = [], inflections, breakpoints = [], formula } = options;
  const difference = (k: number): number => at(k + 1) - at(k);
  const pieces = (first: number, last: number): number => {
    const cuts = [first, ...inside(breakpoints, first, last, Infinity).map(Math.ceil), last];
    return cuts.slice(1).reduce((sum, cut, i) => sum + smoothSum(at, cuts[i] ?? first, cut), 0);
  };
  return {
    ...(formula && { formula }),
    at,
    extremes: (first, last) => extremesAround(at, turns, first, last),
    sum: options.sum ?? pieces,
    breakpoints: (first, last, limit) => inside(breakpoints, first, last, limit),
    slopes: (first, last) => {
      if (inflections === undefined || last <= first) return undefined;
      const cuts = [...inflections, ...inflections.map((x) => x - 1)].sort((a, b) => a - b);
      return extremesAround(difference, cuts, first, last - 1);
    },
  };
}

/** A function that only rises or only falls. */
export function monotoneCurve(
  at: (step: number) => number,
  options: Omit<SmoothCurveOptions, "at" | "turns"> = {},
): Curve {
  return smoothCurve({ ...options, at });
}
