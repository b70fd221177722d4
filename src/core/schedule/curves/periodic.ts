import { joinExtremes, type Curve, type Extremes } from "../curve";

import { modulo, number, STEP } from "../formula/formula";
import { substitute } from "../formula/substitute";
import { within } from "../formula/within";

/** The local breakpoints of one cycle, its own start (0) included. */
function* cycleBreakpoints(cycle: Curve, period: number, limit: number): Generator<number> {
  yield 0;
  yield* cycle.breakpoints(0, period, limit);
}

/** Walks the breakpoints of cycles laid end to end, `cycle(i)` beginning at i · period. */
export function breakpointsOfCycles(
  cycle: (index: number) => Curve,
  period: number,
  [first, last]: readonly [number, number],
  limit: number,
): number[] {
  const found: number[] = [];
  for (let i = Math.floor(first / period); i * period < last && found.length < limit; i++) {
    for (const local of cycleBreakpoints(cycle(i), period, limit)) {
      const step = i * period + local;
      if (step > first && step < last && found.length < limit) found.push(step);
    }
  }
  return found;
}

/**
 * `cycle`'s steps 0 … period − 1 over and over; `period` is a whole number of steps. Extremes and
 * sums look at no more than two partial cycles and one whole one.
 */
export function periodicCurve(cycle: Curve, period: number): Curve {
  if (!Number.isInteger(period) || period < 1)
    throw new RangeError("A period is a whole number of steps.");
  let whole: Extremes | undefined;
  let wholeSum: number | undefined;
  const local = (step: number): number => step - Math.floor(step / period) * period;
  return {
    at: (step) => cycle.at(local(step)),
    extremes: (first, last) => {
      const [a, b] = [local(first), local(last)];
      if (last - first >= period - 1) return (whole ??= cycle.extremes(0, period - 1));
      if (a <= b) return cycle.extremes(a, b);
      return joinExtremes(cycle.extremes(a, period - 1), cycle.extremes(0, b));
    },
    sum: (first, last) => {
      if (last <= first) return 0;
      const cycles = Math.floor(last / period) - Math.floor(first / period);
      const full = cycles === 0 ? 0 : cycles * (wholeSum ??= cycle.sum(0, period));
      return full + cycle.sum(0, local(last)) - cycle.sum(0, local(first));
    },
    breakpoints: (first, last, limit) =>
      breakpointsOfCycles(() => cycle, period, [first, last], limit),
    slopes: (first, last) =>
      local(first) + last - first < period
        ? cycle.slopes?.(local(first), local(first) + last - first)
        : undefined,
    formula: () => {
      const formula = cycle.formula?.();
      return formula && substitute(within(formula, 0, period - 1), modulo(STEP, number(period)));
    },
  };
}
