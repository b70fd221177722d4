import { joinExtremes, noExtremes, type Curve, type Extremes } from "../schedule/curve";
import { number } from "../schedule/formula/formula";
import { Blocks, lineSum, type Points } from "./blocks";

/**
 * What a run logged, as a curve: straight from point to point, without a value before the first and
 * after the last one.
 *
 * @param points Of ascending steps, each once.
 * @param blocks What is known of these points, or of the first of them.
 */
export function recordedCurve(points: Points, blocks = new Blocks()): Curve {
  const recorded = new Recorded(points, blocks);
  return {
    at: (step) => recorded.at(step),
    extremes: (first, last) => recorded.extremes(first, last),
    sum: (first, last) => recorded.sum(first, last),
    breakpoints: (first, last, limit) => recorded.between(first, last, limit),
    formula: () => number(NaN),
  };
}

class Recorded {
  constructor(
    private readonly points: Points,
    private readonly blocks: Blocks,
  ) {}

  at(step: number): number {
    return this.after(this.lastUpTo(step), step);
  }

  /** The value at a step from point i on, up to the next one. */
  private after(i: number, step: number): number {
    const { steps, values } = this.points;
    const [s0, v0] = [steps[i], values[i]];
    if (s0 === undefined || v0 === undefined) return NaN;
    if (s0 === step) return v0;
    const [s1, v1] = [steps[i + 1], values[i + 1]];
    if (s1 === undefined || v1 === undefined) return NaN;
    return v0 + ((v1 - v0) * (step - s0)) / (s1 - s0);
  }

  /** A line has its extremes at its ends. */
  extremes(first: number, last: number): Extremes {
    let found = noExtremes;
    const take = (value: number): void => {
      if (!Number.isNaN(value)) found = joinExtremes(found, { min: value, max: value });
    };
    const [before, end] = [this.lastUpTo(first), this.lastUpTo(last)];
    take(this.after(before, first));
    take(this.after(end, last));
    const { min, max } = this.blocks.extremes(this.points, before + 1, end + 1);
    return min <= max ? joinExtremes(found, { min, max }) : found;
  }

  /** Over the whole steps that have a value. */
  sum(first: number, last: number): number {
    const { points } = this;
    const lines = points.steps.length - 1;
    if (lines < 0) return 0;
    const from = Math.max(0, this.lastUpTo(first));
    const end = Math.min(lines, Math.max(from, this.lastUpTo(last)));
    const part = (i: number): number => (i < lines ? lineSum(points, i, first, last) : 0);
    const inner = end > from ? part(from) + this.blocks.sum(points, from + 1, end) : 0;
    return inner + part(end) + this.lastPoint(first, last);
  }

  /** No line begins at the last point. */
  private lastPoint(first: number, last: number): number {
    const { steps, values } = this.points;
    const step = steps.at(-1) ?? NaN;
    const counts = Number.isInteger(step) && step >= first && step < last;
    return counts ? (values.at(-1) ?? NaN) : 0;
  }

  between(first: number, last: number, limit: number): number[] {
    const { steps } = this.points;
    const found: number[] = [];
    for (let i = this.lastUpTo(first) + 1; i < steps.length && found.length < limit; i++) {
      const step = steps[i] ?? Infinity;
      if (step >= last) break;
      if (step > first) found.push(step);
    }
    return found;
  }

  /** The index of the last point at or before a step; −1 before the first. */
  private lastUpTo(step: number): number {
    const { steps } = this.points;
    let [low, high] = [0, steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((steps[middle] ?? Infinity) <= step) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
