import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { periodicCurve } from "../../schedule/curves/periodic";
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

/**
 * A wave that turns at `start` + i · `half` for every whole i (a cosine, a triangle) and need not
 * have a whole number of steps in its period.
 */
export function wave(at: (step: number) => number, start: number, half: number): Curve {
  const turns = (first: number, last: number): number[] => {
    const found: number[] = [];
    if (!(half > 0)) return found;
    for (let i = Math.ceil((first - start) / half); start + i * half <= last; i++)
      found.push(start + i * half);
    return found;
  };
  const part = (first: number, last: number): Curve =>
    smoothCurve({ at, turns: turns(first, last), breakpoints: turns(first, last) });
  return {
    at,
    extremes: (first, last) => part(first, last).extremes(first, last),
    sum: (first, last) => part(first, last).sum(first, last),
    breakpoints: (first, last, limit) => {
      const end = Number.isFinite(limit) ? Math.min(last, first + (limit + 1) * half) : last;
      return part(first, end).breakpoints(first, last, limit);
    },
  };
}

/** A wave with a whole number of steps in its period: answers about long ranges cost one cycle. */
export const wholeWave = (at: (step: number) => number, half: number): Curve =>
  Number.isInteger(half) && half > 0
    ? periodicCurve(smoothCurve({ at, turns: [half], breakpoints: [half] }), 2 * half)
    : wave(at, 0, half);

/** valueOf(i) for i · every ≤ step < (i + 1) · every; `count` terraces, the last one for ever. */
export function terraces(valueOf: (index: number) => number, every: number): Curve {
  const indexOf = (step: number): number => Math.floor(step / every);
  const at = (step: number): number => valueOf(indexOf(step));
  return {
    at,
    extremes: (first, last) => {
      const [a, b] = [at(first), at(last)];
      return { min: Math.min(a, b), max: Math.max(a, b) };
    },
    sum: (first, last) => {
      let sum = 0;
      for (let step = first; step < last;) {
        const end = Math.min(last, Math.ceil((indexOf(step) + 1) * every));
        sum += at(step) * (end - step);
        step = end;
      }
      return sum;
    },
    breakpoints: (first, last, limit) => {
      const found: number[] = [];
      for (let i = indexOf(first) + 1; i * every < last && found.length < limit; i++)
        if (i * every > first) found.push(i * every);
      return found;
    },
  };
}
