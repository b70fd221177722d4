import { noExtremes, type Curve } from "../curve";
import { number } from "../formula/formula";

const none = (): number[] => [];

/** The same value at every step. */
export function constantCurve(value: number): Curve {
  const extremes = { min: value, max: value };
  const flat = { min: 0, max: 0 };
  return {
    at: () => value,
    extremes: () => extremes,
    sum: (first, last) => (last > first ? value * (last - first) : 0),
    breakpoints: none,
    slopes: () => flat,
    formula: () => number(value),
  };
}

/** A stretch that has no value, because its definition is wrong or unknown: NaN throughout. */
export const gapCurve: Curve = {
  at: () => NaN,
  extremes: () => noExtremes,
  sum: (first, last) => (last > first ? NaN : 0),
  breakpoints: none,
};
