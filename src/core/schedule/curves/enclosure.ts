import type { Extremes } from "../curve";

/** The highest point that a line rising from one end and one falling to the other can reach. */
function tent(left: number, right: number, width: number, slopes: Extremes): number {
  const rise = Math.max(0, slopes.max);
  const fall = Math.max(0, -slopes.min);
  if (rise === 0 || fall === 0) return Math.max(left, right);
  const meeting = (right - left + fall * width) / (rise + fall);
  return left + rise * Math.min(width, Math.max(0, meeting));
}

/**
 * Narrows bounds of a function over a stretch of `width` steps by what its values at both ends and
 * the bounds of its steps allow.
 */
export function narrow(
  bounds: Extremes,
  [left, right]: readonly [number, number],
  width: number,
  slopes: Extremes,
): Extremes {
  const highest = tent(left, right, width, slopes);
  const lowest = -tent(-left, -right, width, { min: -slopes.max, max: -slopes.min });
  return { min: Math.max(bounds.min, lowest), max: Math.min(bounds.max, highest) };
}
