import { joinExtremes, type Curve, type Extremes } from "../curve";
import {
  add,
  divide,
  floor,
  modulo,
  multiply,
  number,
  power,
  STEP,
  subtract,
} from "../formula/formula";
import { substitute } from "../formula/substitute";
import { within } from "../formula/within";
import { geometricSum } from "./geometric";
import { breakpointsOfCycles } from "./periodic";

export interface RepeatingOptions {
  /** A whole number of steps. */
  readonly period: number;
  /** d: cycle number i has the weight d^i. */
  readonly decay: number;
  /**
   * The cycle of weight w. At each of its steps its value is an affine function of w, a + b·w, so
   * that over many cycles the first and the last have the extremes, and sums are geometric.
   */
  readonly cycle: (weight: number) => Curve;
}

/** Cycles of equal length whose weight shrinks or grows from one to the next (triangular2, SGDR). */
export function repeatingCurve({ period, decay, cycle }: RepeatingOptions): Curve {
  const base = cycle(0);
  const full = cycle(1);
  const unit = unitOf(base, full, period);
  const scaled = unit === 1 ? full : cycle(unit);
  let latest = { index: 0, curve: full };
  const cycleAt = (index: number): Curve => {
    if (latest.index !== index) latest = { index, curve: cycle(decay ** index) };
    return latest.curve;
  };
  const indexOf = (step: number): number => Math.floor(step / period);
  const whole = (index: number): Extremes => cycleAt(index).extremes(0, period - 1);
  const sumTo = (step: number): number => {
    const cycles = indexOf(step);
    const flat = base.sum(0, period);
    const slope = (scaled.sum(0, period) - flat) / unit;
    const rest = cycleAt(cycles).sum(0, step - cycles * period);
    return cycles * flat + geometricSum(decay, cycles) * slope + rest;
  };
  return {
    at: (step) => {
      // the curve that has the extremes, too: another way to the same value would round otherwise
      const index = indexOf(step);
      return cycleAt(index).at(step - index * period);
    },
    extremes: (first, last) => {
      const [a, b] = [indexOf(first), indexOf(last)];
      if (a === b) return cycleAt(a).extremes(first - a * period, last - a * period);
      const head = cycleAt(a).extremes(first - a * period, period - 1);
      const ends = joinExtremes(head, cycleAt(b).extremes(0, last - b * period));
      return b - a < 2 ? ends : joinExtremes(ends, joinExtremes(whole(a + 1), whole(b - 1)));
    },
    sum: (first, last) => (last > first ? sumTo(last) - sumTo(first) : 0),
    breakpoints: (first, last, limit) => breakpointsOfCycles(cycleAt, period, [first, last], limit),
    formula: () => {
      const [flat, whole] = [base.formula?.(), scaled.formula?.()];
      if (flat === undefined || whole === undefined) return undefined;
      const grown = power(number(decay), floor(divide(STEP, number(period))));
      const weight = unit === 1 ? grown : divide(grown, number(unit));
      const local = modulo(STEP, number(period));
      const [low, high] = [flat, whole].map((one) => substitute(within(one, 0, period - 1), local));
      return low && high && add(low, multiply(weight, subtract(high, low)));
    },
    slopes: (first, last) => {
      const index = indexOf(first);
      if (indexOf(last) !== index) return undefined;
      return cycleAt(index).slopes?.(first - index * period, last - index * period);
    },
  };
}

/**
 * The weight at which what the weight adds is about as large as what is there without it: the
 * difference of a large and a hardly larger number would have few digits left. A power of two.
 */
function unitOf(base: Curve, full: Curve, period: number): number {
  const [a, b] = [base, full].map((curve) => curve.extremes(0, period - 1));
  if (!a || !b) return 1;
  const size = Math.max(Math.abs(a.min), Math.abs(a.max));
  const added = Math.max(Math.abs(b.min - a.min), Math.abs(b.max - a.max));
  return added > 0 && size > added ? 2 ** Math.round(Math.log2(size / added)) : 1;
}
