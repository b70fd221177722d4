import type { Curve, Extremes } from "../curve";
import { multiply } from "../formula/formula";
import { formulaOf } from "../formula/join";
import { narrow } from "./enclosure";
import { SEARCH_BUDGET, searchExtremes } from "./search";
import { sumByPieces } from "./transform";

function times(a: Extremes, b: Extremes): Extremes {
  const corners = [a.min * b.min, a.min * b.max, a.max * b.min, a.max * b.max];
  return { min: Math.min(...corners), max: Math.max(...corners) };
}

const plus = (a: Extremes, b: Extremes): Extremes => ({ min: a.min + b.min, max: a.max + b.max });

/** Bounds of (ab)(k+1) − (ab)(k) = a(k+1) · Δb + b(k) · Δa. */
function slopesOfProduct(a: Curve, b: Curve, first: number, last: number): Extremes | undefined {
  const slopeA = a.slopes?.(first, last);
  const slopeB = slopeA && b.slopes?.(first, last);
  if (slopeA === undefined || slopeB === undefined) return undefined;
  return plus(times(a.extremes(first, last), slopeB), times(b.extremes(first, last), slopeA));
}

function enclose(a: Curve, b: Curve, first: number, last: number): Extremes {
  const plain = times(a.extremes(first, last), b.extremes(first, last));
  const slopes = last > first ? slopesOfProduct(a, b, first, last) : undefined;
  if (slopes === undefined) return plain;
  const ends = [a.at(first) * b.at(first), a.at(last) * b.at(last)] as const;
  return narrow(plain, ends, last - first, slopes);
}

/** Merges two ascending lists without repeats, at most `limit` elements. */
export function mergeAscending(
  a: readonly number[],
  b: readonly number[],
  limit: number,
): number[] {
  const merged = [...new Set([...a, ...b])].sort((x, y) => x - y);
  return merged.slice(0, limit);
}

/** a(u) · b(u); `budget` bounds the questions that a search for extremes may ask. */
export function productCurve(a: Curve, b: Curve, budget = SEARCH_BUDGET): Curve {
  const at = (step: number): number => a.at(step) * b.at(step);
  const breakpoints = (first: number, last: number, limit: number): number[] =>
    mergeAscending(a.breakpoints(first, last, limit), b.breakpoints(first, last, limit), limit);
  const curve = {
    at,
    extremes: (first: number, last: number) =>
      searchExtremes({ at, enclose: (from, to) => enclose(a, b, from, to) }, first, last, budget),
    breakpoints,
    slopes: (first: number, last: number) => slopesOfProduct(a, b, first, last),
    formula: () => formulaOf([a, b], multiply),
    sum: (first: number, last: number): number => sumByPieces(at, curve, first, last),
  } satisfies Curve as Curve;
  return curve;
}
