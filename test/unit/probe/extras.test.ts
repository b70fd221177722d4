import { memory } from "@tensorflow/tfjs-core";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { extrasSchema } from "../../../src/probe/extras";
import { DIRECTION_LOSSES } from "../../../src/probe/tasks/quadratic";
import { wasm } from "./backends";
import { vectorsOf } from "./extrasOf";
import { constant, run, schedule } from "./requests";

const STEPS = 450;

const canyon = (rates: readonly number[]) => ({
  task: "quadratic",
  steps: STEPS,
  seeds: [1, 2],
  evaluateEvery: 1,
  schedules: rates.map((rate) =>
    schedule(String(rate), { learningRate: constant(rate, STEPS) }, "sgd"),
  ),
});

describe("what a task shows besides losses", () => {
  test("is told at even steps and at the end, each replica's own", async () => {
    const told = await run(canyon([0.1, 0.5]), [wasm]);
    for (const id of ["0.1", "0.5"]) {
      for (const seed of [1, 2]) {
        const all = vectorsOf(told, DIRECTION_LOSSES, id, seed);
        // 200 points wished for: every third step.
        expect(all.map(([step]) => step)).toEqual(Array.from({ length: 151 }, (_, i) => 3 * i));
        const losses = new Map(told.points("validation", id, seed));
        for (const [step, values] of all) {
          expect(values).toHaveLength(32);
          const whole = values.reduce((sum, value) => sum + value, 0);
          expect(whole / (losses.get(step) ?? Number.NaN)).toBeCloseTo(1, 5);
        }
        expect(v.is(extrasSchema, { [DIRECTION_LOSSES]: all })).toBe(true);
      }
    }
  });

  test("ends where a replica diverges, and leaves no tensors behind", async () => {
    await run(canyon([0.1]), [wasm]);
    const before = memory().numTensors;
    const told = await run(canyon([0.1, 3]), [wasm]);
    expect(memory().numTensors).toBe(before);
    expect(vectorsOf(told, DIRECTION_LOSSES, "0.1", 1).at(-1)?.[0]).toBe(STEPS);
    expect(vectorsOf(told, DIRECTION_LOSSES, "3", 1).length).toBeLessThan(100);
  });

  test.each([
    ["a step below 0", { a: [[-1, [1]]] }],
    ["no number", { a: [[0, [Number.NaN]]] }],
    ["a vector too wide", { a: [[0, new Array<number>(4097).fill(0)]] }],
    ["a text", "extras"],
  ])("is refused from outside with %s", (_, extras) => {
    expect(v.is(extrasSchema, extras)).toBe(false);
  });
});
