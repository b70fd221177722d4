import { describe, expect, it } from "vitest";
import { construct, type LibraryTrack } from "../../../src/core/libraries/construction";
import type { Curve, Extremes } from "../../../src/core/schedule/curve";
import { casesOf, libraries, type GoldenCase } from "./golden";
import { readers } from "./readers";

/** Longer runs are looked at in a window of this many steps. */
const WINDOW = 3000;

function tracksOf(golden: GoldenCase): readonly LibraryTrack[] {
  const input = readers[golden.library]?.(golden);
  if (!input) throw new Error(`no reader for ${golden.library}`);
  return construct(input.table, input.kind, input.args, input.context).tracks;
}

/** Sums of more than some hundred steps are by quadrature, good to eleven digits of the whole. */
const SUM_TOLERANCE = 1e-11;

/** A generator of fractions 0…1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function bruteForce(curve: Curve, first: number, last: number): Extremes & { sum: number } {
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (let k = first; k <= last; k++) {
    const value = curve.at(k);
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (k < last) sum += value;
  }
  return { min, max, sum };
}

/** Ranges at the start, at the end and at random places, of random lengths. */
function ranges(steps: number, seed: number): (readonly [number, number])[] {
  const next = random(seed);
  const pick = (): readonly [number, number] => {
    const length = Math.floor(next() ** 3 * Math.min(steps, WINDOW));
    const first = Math.floor(next() * (steps - length));
    return [first, first + length];
  };
  const end = Math.min(steps, WINDOW);
  return [[0, end], [steps - end, steps], ...Array.from({ length: 6 }, pick)];
}

function seedOf(id: string): number {
  let seed = 7;
  for (let i = 0; i < id.length; i++) seed = (seed * 31 + id.charCodeAt(i)) >>> 0;
  return seed;
}

const valid = libraries()
  .flatMap(casesOf)
  .filter((golden) => !golden.invalid && !golden.id.includes("CosineDecayRestarts-20261-08"));

describe.each(libraries())("curves of %s", (library) => {
  const cases = valid.filter((golden) => golden.library === library);

  it("have the extremes that every step of a range has", () => {
    for (const golden of cases)
      for (const track of tracksOf(golden))
        for (const [first, last] of ranges(golden.steps, seedOf(golden.id))) {
          const expected = bruteForce(track.curve, first, last);
          const { min, max } = track.curve.extremes(first, last);
          const name = `${golden.id} ${track.name} ${first}–${last}`;
          expect([name, min, max]).toEqual([name, expected.min, expected.max]);
        }
  });

  it("sum to what adding every step of a range gives", () => {
    for (const golden of cases)
      for (const track of tracksOf(golden))
        for (const [first, last] of ranges(golden.steps, seedOf(golden.id))) {
          const { sum } = bruteForce(track.curve, first, last);
          // sums come from differences of sums from step 0, whose rounding they share
          const { min, max } = track.curve.extremes(0, last);
          const scale = Math.max(Math.abs(min), Math.abs(max)) * last;
          const name = `${golden.id} ${track.name} ${first}–${last}`;
          const difference = Math.abs(track.curve.sum(first, last) - sum);
          expect(difference, name).toBeLessThanOrEqual(SUM_TOLERANCE * scale);
        }
  });

  it("give the same values whatever the order of the questions", () => {
    for (const golden of cases) {
      const [forward, backward] = [tracksOf(golden), tracksOf(golden)];
      const next = random(seedOf(golden.id));
      const steps = Array.from({ length: 40 }, () => Math.floor(next() * (golden.steps + 1)));
      const ascending = [...steps].sort((a, b) => a - b);
      forward.forEach((track, i) => {
        const ahead = new Map(ascending.map((step) => [step, track.curve.at(step)]));
        for (const step of steps.reverse())
          expect(backward[i]?.curve.at(step), `${golden.id} ${step}`).toBe(ahead.get(step));
      });
    }
  });

  it("are finite from step 0 to N", () => {
    for (const golden of cases)
      for (const track of tracksOf(golden))
        for (const step of [0, 1, golden.steps - 1, golden.steps, golden.steps / 3])
          expect(Number.isFinite(track.curve.at(step)), `${golden.id} ${step}`).toBe(true);
  });
});
