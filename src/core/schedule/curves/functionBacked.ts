import { extremesOf, type Curve, type Extremes } from "../curve";
import { directSum } from "./quadrature";

/** How many steps of one question are looked at one by one. */
const EXACT = 1024;
/** Values that are kept: rules ask for the same stretches again and again. */
const KEPT = 8192;

function* sampled(first: number, last: number): Generator<number> {
  const count = Math.min(EXACT, last - first);
  for (let i = 0; i <= count; i++)
    yield Math.round(first + ((last - first) * i) / Math.max(1, count));
}

/** Of longer questions about extremes so many steps at most, before the search around the best. */
const COARSE = 256;
/** Into how many parts a search divides what lies between two steps that were looked at. */
const PARTS = 8;

/**
 * The steps that a question about extremes looks at first: all of up to 1,024; of more, the ends and
 * the multiples of a power of two, so that questions about overlapping stretches share them.
 */
function strideOf(first: number, last: number): number {
  if (last - first <= EXACT) return 1;
  return 2 ** Math.ceil(Math.log2((last - first) / COARSE));
}

function* aligned(first: number, last: number, stride: number): Generator<number> {
  yield first;
  for (let step = (Math.floor(first / stride) + 1) * stride; step < last; step += stride)
    yield step;
  if (last > first) yield last;
}

type At = (step: number) => number;

/** The greatest value near `best`, whose neighbours at `stride` are no greater. */
function climbed(at: At, best: number, stride: number, first: number, last: number): number {
  let top = best;
  for (let width = stride; width > 1;) {
    const part = Math.max(1, Math.floor(width / PARTS));
    const from = Math.max(first, top - width);
    const to = Math.min(last, top + width);
    for (let step = from; step <= to; step += part) if (at(step) > at(top)) top = step;
    width = part;
  }
  return at(top);
}

function searched(at: At, first: number, last: number): Extremes {
  const stride = strideOf(first, last);
  const steps = [...aligned(first, last, stride)].filter((step) => !Number.isNaN(at(step)));
  if (stride === 1 || steps.length === 0) return extremesOf(steps.map(at));
  const down: At = (step) => -at(step);
  const best = (value: At): number => steps.reduce((a, b) => (value(b) > value(a) ? b : a));
  return {
    min: -climbed(down, best(down), stride, first, last),
    max: climbed(at, best(at), stride, first, last),
  };
}

/**
 * A function of which nothing is known. Extremes and sums over up to 1,024 steps look at every one
 * of them; longer ones at steps evenly placed, and extremes then around the best of these, so that
 * what happens between may be missed. A function that throws has no value there (NaN).
 */
export function functionCurve(f: (step: number) => number): Curve {
  const at = remembered((step) => {
    try {
      return f(step);
    } catch {
      return NaN;
    }
  });
  return {
    at,
    extremes: (first, last) => searched(at, first, last),
    sum: (first, last) => {
      if (last - first <= EXACT) return directSum(at, first, last);
      const values = [...sampled(first, last - 1)].map(at);
      return (
        (directSum((i) => values[i] ?? NaN, 0, values.length) / values.length) * (last - first)
      );
    },
    breakpoints: () => [],
  };
}

/** The same function, its latest values at hand; NaN is asked for again, as its cause may pass. */
function remembered(f: (step: number) => number): (step: number) => number {
  const values = new Map<number, number>();
  return (step) => {
    const known = values.get(step);
    if (known !== undefined) return known;
    const value = f(step);
    if (values.size >= KEPT) values.clear();
    if (!Number.isNaN(value)) values.set(step, value);
    return value;
  };
}
