import type { Curve } from "../curve";
import { divide, floor, multiply, number, STEP } from "../formula/formula";
import { substitute } from "../formula/substitute";
import { searchExtremes } from "./search";
import { sumByPieces } from "./transform";

/** Steps first + every, … strictly inside (first, last) that are multiples of `every`. */
export function multiplesInside(
  every: number,
  first: number,
  last: number,
  limit: number,
): number[] {
  const found: number[] = [];
  for (let i = Math.floor(first / every) + 1; i * every < last && found.length < limit; i++) {
    found.push(i * every);
  }
  return found;
}

/** A staircase: the curve's value at the last multiple of `every` (a whole number of steps). */
export function holdCurve(curve: Curve, every: number): Curve {
  if (!Number.isInteger(every) || every < 1) throw new RangeError("A staircase holds whole steps.");
  if (every === 1) return curve;
  const stair = (index: number): number => curve.at(index * every);
  const stairs: Pick<Curve, "breakpoints"> = {
    breakpoints: (first, last, limit) =>
      curve.breakpoints(first * every, last * every, limit).map((step) => step / every),
  };
  const problem = {
    at: stair,
    enclose: (first: number, last: number) => curve.extremes(first * every, last * every),
  };
  return {
    at: (step) => stair(Math.floor(step / every)),
    extremes: (first, last) =>
      searchExtremes(problem, Math.floor(first / every), Math.floor(last / every)),
    sum: (first, last) => {
      if (last <= first) return 0;
      const [a, b] = [Math.ceil(first / every), Math.floor(last / every)];
      if (a > b) return stair(b) * (last - first);
      // no stair is asked for where none is needed: before step 0 there may be none
      const head = a * every > first ? (a * every - first) * stair(a - 1) : 0;
      const tail = last > b * every ? (last - b * every) * stair(b) : 0;
      return head + every * sumByPieces(stair, stairs, a, b) + tail;
    },
    breakpoints: (first, last, limit) => multiplesInside(every, first, last, limit),
    formula: () => {
      const formula = curve.formula?.();
      const stairStart = multiply(floor(divide(STEP, number(every))), number(every));
      return formula && substitute(formula, stairStart);
    },
  };
}
