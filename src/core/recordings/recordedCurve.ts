import { joinExtremes, noExtremes, type Curve, type Extremes } from "../schedule/curve";
import { number } from "../schedule/formula/formula";

/**
 * What a run logged, as a curve: straight from point to point, without a value before the first and
 * after the last one.
 *
 * @param steps Ascending, each once; as many as `values`.
 */
export function recordedCurve(steps: Float64Array, values: Float64Array): Curve {
  const recorded = new Recorded(steps, values);
  return {
    at: (step) => recorded.at(step),
    extremes: (first, last) => recorded.extremes(first, last),
    sum: (first, last) => recorded.sum(first, last),
    breakpoints: (first, last, limit) => recorded.between(first, last, limit),
    formula: () => number(NaN),
  };
}

/** Points whose extremes are kept together: a picture of a million points looks at some thousands. */
const BLOCK = 128;

interface Blocks {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

function blocksOf(values: Float64Array): Blocks {
  const count = Math.ceil(values.length / BLOCK);
  const low = new Float64Array(count);
  const high = new Float64Array(count);
  for (let block = 0; block < count; block++) {
    const from = block * BLOCK;
    const end = Math.min(values.length, from + BLOCK);
    let [least, most] = [Infinity, -Infinity];
    for (let i = from; i < end; i++) {
      const value = values[i] as number;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    low[block] = least;
    high[block] = most;
  }
  return { low, high };
}

class Recorded {
  private blocks: Blocks | undefined;

  constructor(
    private readonly steps: Float64Array,
    private readonly values: Float64Array,
  ) {}

  at(step: number): number {
    const i = this.lastUpTo(step);
    const [s0, v0] = [this.steps[i], this.values[i]];
    if (s0 === undefined || v0 === undefined) return NaN;
    if (s0 === step) return v0;
    const [s1, v1] = [this.steps[i + 1], this.values[i + 1]];
    if (s1 === undefined || v1 === undefined) return NaN;
    return v0 + ((v1 - v0) * (step - s0)) / (s1 - s0);
  }

  /** A line has its extremes at its ends. */
  extremes(first: number, last: number): Extremes {
    let found = noExtremes;
    const take = (value: number): void => {
      if (!Number.isNaN(value)) found = joinExtremes(found, { min: value, max: value });
    };
    take(this.at(first));
    take(this.at(last));
    const { min, max } = this.within(this.lastUpTo(first) + 1, this.lastUpTo(last) + 1);
    return min <= max ? joinExtremes(found, { min, max }) : found;
  }

  /** Of the points from one index up to another one: those between are known block by block. */
  private within(from: number, end: number): Extremes {
    this.blocks ??= blocksOf(this.values);
    const { low, high } = this.blocks;
    const { values } = this;
    let [min, max] = [Infinity, -Infinity];
    for (let i = from; i < end;) {
      const whole = i % BLOCK === 0 && i + BLOCK <= end;
      const least = (whole ? low[i / BLOCK] : values[i]) as number;
      const most = (whole ? high[i / BLOCK] : values[i]) as number;
      if (least < min) min = least;
      if (most > max) max = most;
      i += whole ? BLOCK : 1;
    }
    return { min, max };
  }

  /** Over the steps that have a value: arithmetic series along each line. */
  sum(first: number, last: number): number {
    const [begin, end] = [this.steps[0] ?? Infinity, this.steps.at(-1) ?? -Infinity];
    const from = Math.max(first, Math.ceil(begin));
    const to = Math.min(last, Math.floor(end) + 1);
    let sum = 0;
    for (let step = from; step < to;) {
      const next = Math.min(to, Math.ceil(this.steps[this.lastUpTo(step) + 1] ?? to));
      const count = Math.max(1, next - step);
      sum += (count * (this.at(step) + this.at(step + count - 1))) / 2;
      step += count;
    }
    return sum;
  }

  between(first: number, last: number, limit: number): number[] {
    const found: number[] = [];
    for (let i = this.lastUpTo(first) + 1; i < this.steps.length && found.length < limit; i++) {
      const step = this.steps[i] ?? Infinity;
      if (step >= last) break;
      if (step > first) found.push(step);
    }
    return found;
  }

  /** The index of the last point at or before a step; −1 before the first. */
  private lastUpTo(step: number): number {
    let [low, high] = [0, this.steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.steps[middle] ?? Infinity) <= step) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
