import type { Curve } from "../../schedule/curve";
import { periodicCurve } from "../../schedule/curves/periodic";
import { smoothCurve } from "../../schedule/curves/smooth";
import { stretches, type Stretch } from "./pieces";

/** The most cycles that are laid out one by one. */
const MANY = 1 << 20;

export interface CycleOptions {
  /** Length of cycle `index`, in steps (it may be fractional). */
  readonly length: (index: number) => number;
  /** Cycle `index`, its steps counted from its own start. */
  readonly cycle: (index: number, length: number) => Curve;
  /** No cycle begins at or after this step. */
  readonly until: number;
  /** Every cycle is like the first. */
  readonly alike?: boolean;
  /** What follows when all `count` cycles are over. */
  readonly count?: number;
  readonly after?: Curve;
}

/** Cycles laid end to end, of equal or of changing lengths. */
export function cyclesCurve(options: CycleOptions): Curve {
  const { length, cycle, until, alike, count = Infinity, after } = options;
  const first = length(0);
  if (alike && Number.isInteger(first) && first > 0 && count === Infinity)
    return periodicCurve(cycle(0, first), first);
  const list: Stretch[] = [];
  let start = 0;
  for (let i = 0; i < Math.min(count, MANY) && (i === 0 || start <= until); i++) {
    const size = length(i);
    const from = start;
    const curve = cycle(i, size);
    list.push({ start: from, curve: from === 0 ? curve : moved(curve, from) });
    start += size;
    if (!(size > 0 && start < Infinity)) break;
  }
  if (after && start <= until) list.push({ start, curve: after });
  return stretches(list);
}

/** The curve with its start moved to `offset`. */
export const moved = (curve: Curve, offset: number): Curve => ({
  at: (step) => curve.at(step - offset),
  extremes: (first, last) => curve.extremes(first - offset, last - offset),
  sum: (first, last) => curve.sum(first - offset, last - offset),
  breakpoints: (first, last, limit) =>
    curve.breakpoints(first - offset, last - offset, limit).map((step) => step + offset),
});

export interface CutOptions extends Omit<CycleOptions, "cycle" | "alike"> {
  /** The value at a step of the run, cycle by cycle. */
  readonly at: (step: number) => number;
}

/**
 * Cycles of a function that itself reckons in which cycle a step lies. Its rounding may leave a
 * cycle's first step in the cycle before, so that the extreme, or the end of the last cycle, comes one
 * step late.
 */
export function cutIntoCycles({ at, length, until, count = Infinity, after }: CutOptions): Curve {
  const list: Stretch[] = [];
  let start = 0;
  for (let i = 0; i < Math.min(count, MANY) && (i === 0 || start <= until); i++) {
    const first = Math.ceil(start);
    list.push({ start, curve: smoothCurve({ at, turns: [first, first + 1, first + 2] }) });
    const size = length(i);
    start += size;
    if (!(size > 0 && start < Infinity)) break;
  }
  if (after && start <= until)
    list.push({ start, curve: smoothCurve({ at }) }, { start: start + 1, curve: after });
  return stretches(list);
}
