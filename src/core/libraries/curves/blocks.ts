import type { Curve, Extremes } from "../../schedule/curve";
import { functionCurve } from "../../schedule/curves/functionBacked";

/** Steps whose least and greatest value are remembered together. */
const BLOCK = 1024;
/** Of longer stretches not every step is looked at: those of a user's function cost much more. */
const SCANNED = 2 ** 16;
const CALLED = 2 ** 12;
/** Steps up to which values that follow from one another are worked out: a fraction of a second. */
export const REACH = 2 ** 21;
export const CALLED_REACH = 2 ** 17;

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

function fromScan(
  at: (step: number) => number,
  marks: readonly number[],
  most: number = SCANNED,
): Curve {
  const between = summaries(scanner(at));
  const far = functionCurve(at);
  return {
    at,
    extremes: (first, last) => {
      if (last - first > most) return far.extremes(first, last);
      const { min, max } = between(first, last);
      return { min, max };
    },
    sum: (first, last) => {
      if (last - first > most) return far.sum(first, last);
      return last > first ? between(first, last - 1).sum : 0;
    },
    breakpoints: (first, last, limit) =>
      marks.filter((mark) => mark > first && mark < last).slice(0, limit),
  };
}

/**
 * A function of the step of which nothing else is known (a product of several schedulers). `at`
 * costs one call; extremes and sums look once at every step they cover, or at some of them where
 * these are more than 65,536.
 */
export const scannedCurve = (at: (step: number) => number, marks: readonly number[] = []): Curve =>
  fromScan(at, marks);

/** A user's function of the step; of more than 4,096 steps extremes and sums look at some. */
export const calledCurve = (at: (step: number) => number): Curve => fromScan(at, [], CALLED);

/**
 * Values that depend on the value before, where no closed form exists: `next(value, k)` is the
 * value of update k from that of update k − 1. One value in 1,024 is kept, so that a value costs at
 * most 1,024 steps once the steps before it have been taken; the order of the questions does not
 * matter. Between whole steps the value is held. After so many steps that working them out would
 * take too long, it is unknown (NaN): sooner where `next` is `called`, a user's function.
 */
export function recursiveCurve(
  initial: number,
  next: (value: number, step: number) => number,
  { called = false }: { readonly called?: boolean } = {},
): Curve {
  const reach = called ? CALLED_REACH : REACH;
  const starts = [initial];
  // a user's function costs so much that each value is kept, of which there are not too many
  const kept = new Map<number, number[]>();
  const fill = (index: number): number[] => {
    const values = [starts[index] ?? NaN];
    for (let u = 1; u <= BLOCK; u++) values.push(next(values[u - 1] ?? NaN, index * BLOCK + u));
    starts[index + 1] = values[BLOCK] ?? NaN;
    if (!called) kept.clear();
    kept.set(index, values);
    return values;
  };
  const block = (index: number): number[] => {
    const known = kept.get(index);
    if (known) return known;
    for (let before = starts.length - 1; before < index; before++) fill(before);
    return fill(index);
  };
  const at = (step: number): number => {
    const whole = Math.max(0, Math.floor(step));
    if (whole > reach) return NaN;
    return block(Math.floor(whole / BLOCK))[whole % BLOCK] ?? NaN;
  };
  return fromScan(at, [], called ? CALLED : SCANNED);
}
