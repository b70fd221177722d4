import type { Curve } from "../../schedule/curve";

/** The curve upside down: where it first exceeds a level, the original first falls below it. */
export const negated = (curve: Curve): Curve => ({
  at: (step) => -curve.at(step),
  extremes: (first, last) => {
    const { min, max } = curve.extremes(first, last);
    return { min: -max, max: -min };
  },
  sum: (first, last) => -curve.sum(first, last),
  breakpoints: (first, last, limit) => curve.breakpoints(first, last, limit),
});
