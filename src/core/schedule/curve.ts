import type { Formula } from "./formula/formula";

export interface Extremes {
  readonly min: number;
  readonly max: number;
}

/**
 * A function of the update number in closed form: the value at step one million costs what the
 * value at step 0 costs. Steps count from the curve's own start.
 */
export interface Curve {
  /** The value that update `step` uses; total on 0…length, also for fractional steps. */
  at(step: number): number;
  /** Least and greatest value over the integer steps `first`…`last`, both included; exact. */
  extremes(first: number, last: number): Extremes;
  /** Sum of `at(k)` for k = first … last − 1. */
  sum(first: number, last: number): number;
  /** Steps strictly inside (first, last) at which the formula changes, ascending, at most `limit`. */
  breakpoints(first: number, last: number, limit: number): number[];
  /**
   * Bounds of `at(k + 1) − at(k)` for k = first … last − 1, where they are known. A product needs
   * them to find its own turning points.
   */
  slopes?(first: number, last: number): Extremes | undefined;
  /** What `at` computes, as an expression of the step; left out where no closed form is known. */
  formula?(): Formula | undefined;
}

/** What a curve without values (a gap) has for extremes. */
export const noExtremes: Extremes = { min: NaN, max: NaN };

/** The extremes of two stretches together; a stretch without values (NaN) does not count. */
export function joinExtremes(a: Extremes, b: Extremes): Extremes {
  return {
    min: b.min < a.min || Number.isNaN(a.min) ? b.min : a.min,
    max: b.max > a.max || Number.isNaN(a.max) ? b.max : a.max,
  };
}

/** The extremes of a list of values; NaN where it is empty. */
export function extremesOf(values: Iterable<number>): Extremes {
  let extremes = noExtremes;
  for (const value of values) extremes = joinExtremes(extremes, { min: value, max: value });
  return extremes;
}
