import type { Curve } from "../schedule/curve";
import type { LimitPoint, Stretch } from "./measuredLimit";

/** Evaluations of the curve; a rate of very many cycles would need one for each crossing. */
const MOST_LOOKS = 5000;

/** The limit between two measurements lies on the line through them; none outside of all. */
export function limitAt(points: readonly LimitPoint[], step: number): number | undefined {
  const after = points.findIndex(([at]) => at >= step);
  const [end, start] = [points[after], points[after - 1]];
  if (end?.[0] === step) return end[1];
  return start && end && lineAt(start, end, step);
}

const lineAt = ([x0, y0]: LimitPoint, [x1, y1]: LimitPoint, x: number): number =>
  x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);

/**
 * The steps at which a curve is above the limit, as stretches: found by the curve's exact extremes,
 * halving where neither all of a stretch is above nor all of it below. Beyond `MOST_LOOKS` the first
 * step of a stretch speaks for all of it.
 */
export function stepsAbove(curve: Curve, points: readonly LimitPoint[]): Stretch[] {
  const found: [number, number][] = [];
  let looks = 0;
  const add = (first: number, last: number): void => {
    const before = found.at(-1);
    if (before && before[1] === first - 1) before[1] = last;
    else found.push([first, last]);
  };
  const search = (first: number, last: number, from: LimitPoint, to: LimitPoint): void => {
    const [a, b] = [lineAt(from, to, first), lineAt(from, to, last)];
    const known = ++looks <= MOST_LOOKS;
    const rate = known ? curve.extremes(first, last) : undefined;
    const at = rate ?? { min: curve.at(first), max: curve.at(first) };
    if (!(at.max > Math.min(a, b))) return;
    if (at.min > Math.max(a, b) || !known || first === last) {
      add(first, last);
      return;
    }
    const middle = Math.floor((first + last) / 2);
    search(first, middle, from, to);
    search(middle + 1, last, from, to);
  };
  points.forEach((to, i) => {
    const from = points[i - 1];
    if (from && to[0] - 1 >= from[0]) search(from[0], to[0] - 1, from, to);
    if (i === points.length - 1) search(to[0], to[0], to, to);
  });
  return found;
}
