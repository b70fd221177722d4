import { extremesOf, type Curve } from "../curve";
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

/**
 * A function of which nothing is known. Extremes and sums over up to 1,024 steps look at every one
 * of them; longer ones at 1,024 steps evenly placed, so that what happens between may be missed.
 * A function that throws has no value there (NaN).
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
    extremes: (first, last) => extremesOf([...sampled(first, last)].map(at)),
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
