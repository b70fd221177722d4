import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { keptShares, magnitudeMask, permutedMask } from "../../../../src/probe/tasks/lottery/masks";
import {
  KEPT,
  PERMUTED,
  REINITIALISED,
  ticketWith,
} from "../../../../src/probe/tasks/lottery/names";
import type { ProbeRequest } from "../../../../src/core/probeContract";
import { wasm } from "../backends";
import { vectorsOf } from "../extrasOf";
import { constant, run, schedule } from "../requests";

const SHAPES = [
  { name: "first weight", rows: 4, columns: 5 },
  { name: "first bias", rows: 1, columns: 5 },
  { name: "second weight", rows: 5, columns: 2 },
  { name: "second bias", rows: 1, columns: 2 },
];
const [MATRICES, ALL] = [30, 37];
const BIASES = [20, 21, 22, 23, 24, 35, 36];
const weights = fc.float32Array({ minLength: ALL, maxLength: ALL, noNaN: true });

describe("masks", () => {
  test("keep round(keep · P) weights, none smaller than a pruned one, and every bias", () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (values, keep) => {
        const mask = magnitudeMask(values, SHAPES, keep);
        for (const bias of BIASES) expect(mask[bias]).toBe(1);
        const matrices = [...values.keys()].filter((i) => !BIASES.includes(i));
        const kept = matrices.filter((i) => mask[i] === 1);
        expect(kept).toHaveLength(Math.round(keep * MATRICES));
        const pruned = matrices.filter((i) => mask[i] === 0);
        const sizes = (list: number[]) => list.map((i) => Math.abs(values[i] ?? NaN));
        expect(Math.min(Infinity, ...sizes(kept))).toBeGreaterThanOrEqual(
          Math.max(0, ...sizes(pruned)),
        );
        expect(kept.length + pruned.length).toBe(MATRICES);
      }),
    );
  });

  test("keep all or nothing at shares beyond 1 and 0", () => {
    const values = Float32Array.from({ length: ALL }, (_, i) => i + 1);
    expect(magnitudeMask(values, SHAPES, 3).every((each) => each === 1)).toBe(true);
    expect(keptShares(magnitudeMask(values, SHAPES, -1), SHAPES)).toEqual([0, 0]);
  });

  test("shuffled, keep as many in each layer, at other places by seed", () => {
    const values = Float32Array.from({ length: ALL }, (_, i) => Math.sin(i * i));
    const mask = magnitudeMask(values, SHAPES, 0.4);
    const [one, two] = [permutedMask(mask, SHAPES, 1), permutedMask(mask, SHAPES, 2)];
    expect(keptShares(one, SHAPES)).toEqual(keptShares(mask, SHAPES));
    expect(one).not.toEqual(mask);
    expect(two).not.toEqual(one);
    expect(permutedMask(mask, SHAPES, 1)).toEqual(one);
  });
});

describe("tickets", () => {
  beforeAll(() => wasm.load());
  const STEPS = 20;
  const tracks = (rate: number, keep: number) => ({
    learningRate: constant(rate, STEPS),
    momentum: constant(0.9, STEPS),
    weightDecay: constant(0.001, STEPS),
    keep: constant(keep, STEPS),
  });
  const request = (keep: number): ProbeRequest => ({
    task: "lottery",
    steps: STEPS,
    seeds: [1, 2, 3],
    evaluateEvery: 5,
    schedules: [
      schedule("a", tracks(0.05, keep)),
      schedule("b", tracks(0.01, keep), "adam"),
      schedule("c", tracks(0.1, keep)),
    ],
  });
  const NAMES = [ticketWith(0), ticketWith(1), ticketWith(2), REINITIALISED, PERMUTED];

  test("that keep everything are plain training to the last bit", async () => {
    const told = await run(request(1), [wasm]);
    const ids = ["a", "b", "c"];
    for (const seed of [1, 2, 3])
      ids.forEach((found) => {
        ids.forEach((trained, i) => {
          const dense = told.points("validation", trained, seed);
          expect(dense.map(([step]) => step)).toEqual([0, 5, 10, 15, 20]);
          expect(told.measured(ticketWith(i), found, seed)).toEqual(dense);
        });
        expect(told.measured(PERMUTED, found, seed)).toEqual(
          told.points("validation", found, seed),
        );
        expect(told.measured(REINITIALISED, found, seed)).not.toEqual(
          told.points("validation", found, seed),
        );
      });
  });

  test("trained at once are those of each seed alone", async () => {
    const whole = request(0.1);
    const together = await run(whole, [wasm]);
    for (const seed of whole.seeds) {
      const alone = await run({ ...whole, seeds: [seed] }, [wasm]);
      for (const id of ["a", "b", "c"]) {
        for (const name of NAMES) {
          const points = alone.measured(name, id, seed);
          expect(points).toHaveLength(5);
          expect(together.measured(name, id, seed), `${id} ${name}`).toEqual(points);
        }
        const kept = vectorsOf(alone, KEPT, id, seed)[0]?.[1] ?? [];
        expect(vectorsOf(together, KEPT, id, seed)).toEqual([[STEPS, kept]]);
        // 64·64, 64·64 and 64·10 weights, a tenth of them all.
        const [first = NaN, second = NaN, third = NaN] = kept;
        expect(Math.round(first * 4096 + second * 4096 + third * 640)).toBe(883);
      }
    }
  });

  test("do not depend on the other schedules of the run", async () => {
    const { schedules, ...rest } = request(0.1);
    const three = await run({ ...rest, schedules }, [wasm]);
    const one = await run({ ...rest, schedules: schedules.slice(2) }, [wasm]);
    for (const [name, alone] of [
      [ticketWith(2), ticketWith(0)],
      [REINITIALISED, REINITIALISED],
      [PERMUTED, PERMUTED],
    ] as const)
      expect(three.measured(name, "c", 2)).toEqual(one.measured(alone, "c", 2));
  });
});
