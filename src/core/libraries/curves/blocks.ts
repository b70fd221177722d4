import type { Curve, Extremes } from "../../schedule/curve";

/** Steps whose least and greatest value are remembered together. */
const BLOCK = 1024;

interface Summary extends Extremes {
  readonly sum: number;
}

type Scan = (first: number, last: number) => Summary;

/** Extremes and sums from a scan of every step, each whole block scanned once. */
function summaries(scan: Scan): Scan {
  const blocks = new Map<number, Summary>();
  const block = (index: number): Summary => {
    const known = blocks.get(index) ?? scan(index * BLOCK, (index + 1) * BLOCK - 1);
    blocks.set(index, known);
    return known;
  };
  return (first, last) => {
    let summary: Summary = { min: Infinity, max: -Infinity, sum: 0 };
    for (let step = first; step <= last;) {
      const index = Math.floor(step / BLOCK);
      const end = (index + 1) * BLOCK - 1;
      const whole = step === index * BLOCK && end <= last;
      summary = join(summary, whole ? block(index) : scan(step, Math.min(end, last)));
      step = end + 1;
    }
    return summary;
  };
}

const join = (a: Summary, b: Summary): Summary => ({
  min: Math.min(a.min, b.min),
  max: Math.max(a.max, b.max),
  sum: a.sum + b.sum,
});

function scanner(at: (step: number) => number): Scan {
  return (first, last) => {
    let summary: Summary = { min: Infinity, max: -Infinity, sum: 0 };
    for (let step = first; step <= last; step++) {
      const value = at(step);
      summary = join(summary, { min: value, max: value, sum: value });
    }
    return summary;
  };
}

function fromScan(at: (step: number) => number, marks: readonly number[]): Curve {
  const between = summaries(scanner(at));
  return {
    at,
    extremes: (first, last) => {
      const { min, max } = between(first, last);
      return { min, max };
    },
    sum: (first, last) => (last > first ? between(first, last - 1).sum : 0),
    breakpoints: (first, last, limit) =>
      marks.filter((mark) => mark > first && mark < last).slice(0, limit),
  };
}

/**
 * A function of the step of which nothing else is known (a user's lambda, a product of several
 * schedulers). `at` costs one call; extremes and sums look once at every step they cover.
 */
export const scannedCurve = (at: (step: number) => number, marks: readonly number[] = []): Curve =>
  fromScan(at, marks);

/**
 * Values that depend on the value before, where no closed form exists: `next(value, k)` is the
 * value of update k from that of update k − 1. One value in 1,024 is kept, so that a value costs at
 * most 1,024 steps once the steps before it have been taken; the order of the questions does not
 * matter. Between whole steps the value is held.
 */
export function recursiveCurve(
  initial: number,
  next: (value: number, step: number) => number,
  marks: readonly number[] = [],
): Curve {
  const starts = [initial];
  let cached: { index: number; values: number[] } | undefined;
  const fill = (index: number): number[] => {
    const values = [starts[index] ?? NaN];
    for (let u = 1; u <= BLOCK; u++) values.push(next(values[u - 1] ?? NaN, index * BLOCK + u));
    starts[index + 1] = values[BLOCK] ?? NaN;
    return values;
  };
  const block = (index: number): number[] => {
    if (cached?.index === index) return cached.values;
    for (let known = starts.length - 1; known < index; known++) fill(known);
    cached = { index, values: fill(index) };
    return cached.values;
  };
  const at = (step: number): number => {
    const whole = Math.max(0, Math.floor(step));
    return block(Math.floor(whole / BLOCK))[whole % BLOCK] ?? NaN;
  };
  return fromScan(at, marks);
}
