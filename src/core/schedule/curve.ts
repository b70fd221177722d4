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
}
