import { extremesOf, type Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { periodicCurve } from "../../schedule/curves/periodic";
import { directSum, smoothSum } from "../../schedule/curves/quadrature";
import { sequenceCurve, type Piece } from "../../schedule/curves/sequence";
import { monotoneCurve, smoothCurve } from "../../schedule/curves/smooth";
import { shiftCurve } from "../../schedule/curves/transform";

/** A stretch that begins at `start`; its formula counts steps from the run's start. */
export interface Stretch {
  readonly start: number;
  readonly curve: Curve;
}

/**
 * Stretches one after another, each holding until the next begins, all in the run's own steps.
 * Starts may be fractional (a stretch then begins at the next whole step) and need not ascend: a
 * stretch hides the ones before it that begin later.
 */
export function stretches(list: readonly Stretch[]): Curve {
  const pieces: Piece[] = [];
  for (const { start, curve } of list) {
    const from = Math.max(0, Math.ceil(start));
    while ((pieces.at(-1)?.start ?? -1) >= from) pieces.pop();
    pieces.push({ start: from, curve: from === 0 ? curve : shiftCurve(curve, from) });
  }
  if (pieces[0] && pieces[0].start > 0) throw new RangeError("The first stretch starts at 0.");
  const [only] = pieces;
  return only && pieces.length === 1 ? only.curve : sequenceCurve(pieces);
}

/** Σ ratio^k for k = first … last − 1. */
export function geometricSum(ratio: number, first: number, last: number): number {
  const count = Math.max(0, last - first);
  if (ratio === 1) return count;
  if (!(ratio > 0)) return (ratio ** first - ratio ** last) / (1 - ratio);
  const rate = Math.log(ratio);
  return (ratio ** first * Math.expm1(count * rate)) / Math.expm1(rate);
}

/** factor · ratio^k + offset. */
export const geometric = (factor: number, ratio: number, offset = 0): Curve =>
  monotoneCurve((k) => factor * ratio ** k + offset, {
    sum: (first, last) =>
      factor * geometricSum(ratio, first, last) + offset * Math.max(0, last - first),
  });

/** A rise or fall without a turn. */
export const ramp = (at: (step: number) => number): Curve => monotoneCurve(at);

/** Values held between `boundaries`: `values[i]` from boundaries[i − 1] on. */
export const held = (values: readonly number[], boundaries: readonly number[]): Curve =>
  stretches(
    values
      .map((value, i) => ({
        start: i === 0 ? 0 : (boundaries[i - 1] ?? Infinity),
        curve: constantCurve(value),
      }))
      .filter(({ start }) => Number.isFinite(start)),
  );

/** Turns and terraces of a range are looked at one by one up to so many. */
const MANY = 1 << 16;

/**
 * A wave that turns at `start` + i · `half` for every whole i (a cosine, a triangle) and need not
 * have a whole number of steps in its period. Of a range with more than 65,536 turns the first
 * 65,536 steps stand for all: by then its phases have come round or lie everywhere.
 */
export function wave(at: (step: number) => number, start: number, half: number): Curve {
  const turns = (first: number, last: number): number[] => {
    const found: number[] = [];
    if (!(half > 0)) return found;
    for (let i = Math.ceil((first - start) / half); start + i * half <= last; i++) {
      found.push(start + i * half);
      if (found.length > MANY) break;
    }
    return found;
  };
  const part = (first: number, last: number): Curve => {
    const places = turns(first, last);
    return smoothCurve({ at, turns: places, breakpoints: places });
  };
  const isDense = (first: number, last: number): boolean => (last - first) / half > MANY;
  const sample = (first: number, last: number): number => Math.min(last, first + MANY);
  return {
    at,
    extremes: (first, last) =>
      isDense(first, last)
        ? extremesOf(valuesOf(at, first, sample(first, last)))
        : part(first, last).extremes(first, last),
    sum: (first, last) => {
      if (!isDense(first, last)) return part(first, last).sum(first, last);
      const end = sample(first, last);
      return (directSum(at, first, end) / (end - first)) * (last - first);
    },
    breakpoints: (first, last, limit) => {
      const end = Number.isFinite(limit) ? Math.min(last, first + (limit + 1) * half) : last;
      return part(first, end).breakpoints(first, last, limit);
    },
  };
}

function* valuesOf(at: (step: number) => number, first: number, last: number): Generator<number> {
  for (let step = first; step <= last; step++) yield at(step);
}

/** A wave with a whole number of steps in its period: answers about long ranges cost one cycle. */
export const wholeWave = (at: (step: number) => number, half: number): Curve =>
  Number.isInteger(half) && half > 0
    ? periodicCurve(smoothCurve({ at, turns: [half], breakpoints: [half] }), 2 * half)
    : wave(at, 0, half);

/**
 * valueOf(⌊step/every⌋), where `valueOf` only rises or only falls; `divide` rounds the quotient down
 * as the library does. Terraces are added up one by one; where there are more than 65,536, by the
 * sum over `valueOf` as a smooth function.
 */
export function terraces(
  valueOf: (index: number) => number,
  every: number,
  divide = (step: number, by: number): number => Math.floor(step / by),
): Curve {
  const indexOf = (step: number): number => divide(step, every);
  const at = (step: number): number => valueOf(indexOf(step));
  if (!(every >= 1)) return every > 0 ? narrowTerraces(at, valueOf, every) : stairs(at);
  // the product and the quotient may be rounded to different sides of a whole step
  const startOf = (index: number): number => {
    const start = Math.ceil(index * every);
    if (indexOf(start) < index) return start + 1;
    return indexOf(start - 1) < index ? index * every : start - 1;
  };
  return {
    at,
    extremes: (first, last) => {
      const [a, b] = [at(first), at(last)];
      return { min: Math.min(a, b), max: Math.max(a, b) };
    },
    sum: (first, last) => {
      if (last <= first) return 0;
      const [a, b] = [indexOf(first), indexOf(last - 1)];
      if (b - a > MANY) return wideSum(valueOf, every, [first, last]);
      let sum = 0;
      for (let i = a; i <= b; i++) {
        const [from, to] = [Math.ceil(startOf(i)), Math.ceil(startOf(i + 1))];
        sum += valueOf(i) * (Math.min(last, to) - Math.max(first, from));
      }
      return sum;
    },
    breakpoints: (first, last, limit) => {
      const found: number[] = [];
      for (let i = indexOf(first) + 1; found.length < limit; i++) {
        const start = startOf(i);
        if (!(start < last)) break;
        if (start > first) found.push(start);
      }
      return found;
    },
  };
}

/** The sum over terraces of `every` steps, too many to be added one by one. */
function wideSum(
  valueOf: (index: number) => number,
  every: number,
  [first, last]: readonly [number, number],
): number {
  const [a, b] = [Math.floor(first / every), Math.floor((last - 1) / every)];
  const ends = valueOf(a) * ((a + 1) * every - first) + valueOf(b) * (last - b * every);
  return ends + every * smoothSum(valueOf, a + 1, b);
}

/** Terraces narrower than a step: each step has another value. */
const narrowTerraces = (
  at: (step: number) => number,
  valueOf: (index: number) => number,
  every: number,
): Curve => ({
  ...ramp(at),
  sum: (first, last) =>
    last - first > MANY
      ? smoothSum((step) => valueOf(step / every), first, last)
      : directSum(at, first, last),
});

/** curve(⌊step/every⌋): each value of `curve` held for `every` steps (a schedule by epoch). */
export function heldFor(curve: Curve, every: number): Curve {
  if (every === 1) return curve;
  const index = (step: number): number => Math.floor(step / every);
  return {
    at: (step) => curve.at(index(step)),
    extremes: (first, last) => curve.extremes(index(first), index(last)),
    sum: (first, last) => {
      if (last <= first) return 0;
      const [a, b] = [index(first), index(last - 1)];
      if (a === b) return curve.at(a) * (last - first);
      const ends = curve.at(a) * ((a + 1) * every - first) + curve.at(b) * (last - b * every);
      return ends + every * curve.sum(a + 1, b);
    },
    breakpoints: (first, last, limit) => {
      const found: number[] = [];
      for (let i = index(first) + 1; i * every < last && found.length < limit; i++)
        found.push(i * every);
      return found;
    },
  };
}

/** Where the plateau that begins at `step` ends, at most `last`. */
function plateauEnd(at: (step: number) => number, step: number, last: number): number {
  const value = at(step);
  let [low, width] = [step, 1];
  while (low + width < last && at(low + width) === value) {
    low += width;
    width *= 2;
  }
  let high = Math.min(last, low + width);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (at(middle) === value) low = middle;
    else high = middle;
  }
  return high < last || at(high) !== value ? high : last;
}

/** Stairs that only rise or only fall, found by looking for the ends of their plateaus. */
export function stairs(at: (step: number) => number): Curve {
  const ends = (first: number, last: number, limit: number): number[] => {
    const found: number[] = [];
    for (let k = plateauEnd(at, first, last); k < last && found.length < limit;) {
      found.push(k);
      k = plateauEnd(at, k, last);
    }
    return found;
  };
  return {
    ...ramp(at),
    sum: (first, last) => {
      if (last <= first) return 0;
      const cuts = [first, ...ends(first, last, Infinity), last];
      return cuts.slice(1).reduce((sum, cut, i) => {
        const from = cuts[i] ?? cut;
        return sum + at(from) * (cut - from);
      }, 0);
    },
    breakpoints: (first, last, limit) => ends(first, last, limit),
  };
}
