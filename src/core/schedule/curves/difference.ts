import type { Curve, Extremes } from "../curve";
import { formulaOf } from "../formula/join";
import { subtract } from "../formula/formula";
import { narrow } from "./enclosure";
import { mergeAscending } from "./product";
import { SEARCH_BUDGET, searchExtremes, type SearchProblem } from "./search";

const minus = (a: Extremes, b: Extremes): Extremes => ({ min: a.min - b.max, max: a.max - b.min });

function slopesOf(a: Curve, b: Curve, first: number, last: number): Extremes | undefined {
  const slopesA = a.slopes?.(first, last);
  const slopesB = slopesA && b.slopes?.(first, last);
  return slopesA && slopesB && minus(slopesA, slopesB);
}

/** Bounds of a(k) − b(k), as a search needs them. */
export function differenceProblem(a: Curve, b: Curve): SearchProblem {
  const at = (step: number): number => a.at(step) - b.at(step);
  return {
    at,
    enclose: (first, last) => {
      const plain = minus(a.extremes(first, last), b.extremes(first, last));
      const slopes = last > first ? slopesOf(a, b, first, last) : undefined;
      return slopes ? narrow(plain, [at(first), at(last)], last - first, slopes) : plain;
    },
  };
}

/** a(u) − b(u); `budget` bounds the questions that a search for extremes may ask. */
export function differenceCurve(a: Curve, b: Curve, budget = SEARCH_BUDGET): Curve {
  const problem = differenceProblem(a, b);
  return {
    at: problem.at,
    extremes: (first, last) => searchExtremes(problem, first, last, budget),
    sum: (first, last) => a.sum(first, last) - b.sum(first, last),
    breakpoints: (first, last, limit) =>
      mergeAscending(a.breakpoints(first, last, limit), b.breakpoints(first, last, limit), limit),
    slopes: (first, last) => slopesOf(a, b, first, last),
    formula: () => formulaOf([a, b], subtract),
  };
}
