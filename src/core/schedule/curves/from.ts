import { noExtremes, type Curve } from "../curve";

/** The curve from step `start` on; before it there is nothing. */
export function curveFrom(curve: Curve, start: number): Curve {
  const slopes = curve.slopes?.bind(curve);
  const formula = curve.formula?.bind(curve);
  return {
    // where there is nothing, nothing needs a formula
    ...(formula && { formula }),
    at: (step) => (step < start ? NaN : curve.at(step)),
    extremes: (first, last) =>
      last < start ? noExtremes : curve.extremes(Math.max(first, start), last),
    sum: (first, last) => curve.sum(Math.min(last, Math.max(first, start)), last),
    breakpoints: (first, last, limit) => {
      const cut = first < start && start < last && limit > 0 ? [start] : [];
      return [...cut, ...curve.breakpoints(Math.max(first, start), last, limit - cut.length)];
    },
    ...(slopes && {
      slopes: (first: number, last: number) =>
        last <= start ? undefined : slopes(Math.max(first, start), last),
    }),
  };
}
