import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import {
  limitConditions,
  onRun,
  type LimitPoint,
} from "../../../src/core/speedLimits/measuredLimit";
import { limitAt, stepsAbove } from "../../../src/core/speedLimits/stepsAbove";
import { parseJson } from "../../../src/core/parse/json";
import { planProbe } from "../../../src/core/probePlan";
import type { Schedule } from "../../../src/core/schedule/schedule";

const scheduleOf = (definition: unknown): Schedule => {
  const { schedules } = analyze(parseJson(JSON.stringify(definition)));
  const schedule = schedules[0]?.schedule;
  if (!schedule) throw new Error("not built");
  return schedule;
};

const rates = fc.oneof(
  fc.record({
    kind: fc.constant("cyclic"),
    low: fc.constant(0.01),
    high: fc.double({ min: 0.02, max: 2, noNaN: true }),
    up: fc.integer({ min: 1, max: 40 }),
  }),
  fc.tuple(
    fc.record({
      kind: fc.constant("linear"),
      from: fc.constant(0),
      to: fc.double({ min: 0.1, max: 2, noNaN: true }),
      for: fc.integer({ min: 1, max: 100 }),
    }),
    fc.constant({ kind: "cosine", to: 0 }),
  ),
);

const limits = fc
  .uniqueArray(fc.tuple(fc.nat(299), fc.double({ min: 1e-3, max: 3, noNaN: true })), {
    minLength: 1,
    maxLength: 20,
    selector: ([step]) => step,
  })
  .map((points) => points.sort(([a], [b]) => a - b) as LimitPoint[]);

describe("the steps above a limit", () => {
  it("are those that looking at every single step finds", () => {
    fc.assert(
      fc.property(rates, limits, (learningRate, points) => {
        const schedule = scheduleOf({ length: { steps: 300 }, learningRate });
        const curve = schedule.tracks.get("learningRate")?.curve;
        if (!curve || Number.isNaN(curve.at(7))) throw new Error("no rate");
        const expected: number[] = [];
        for (let step = 0; step < 300; step++) {
          const limit = limitAt(points, step);
          if (limit !== undefined && curve.at(step) > limit) expected.push(step);
        }
        const stretches = stepsAbove(curve, points);
        const found = stretches.flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i),
        );
        expect(found).toEqual(expected);
        // Stretches that touch are one.
        stretches.forEach(([first], i) => {
          expect(first).toBeGreaterThan((stretches[i - 1]?.[1] ?? -2) + 1);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("are found at once in a run of 10⁹ steps and 10⁷ cycles", () => {
    const schedule = scheduleOf({
      length: { steps: 1e9 },
      learningRate: { kind: "cyclic", low: 0.1, high: 1, up: 50 },
    });
    const curve = schedule.tracks.get("learningRate")?.curve;
    if (!curve) throw new Error("no rate");
    expect(stepsAbove(curve, [[0, 2], [1e9 - 1, 2]])).toEqual([]); // prettier-ignore
    expect(stepsAbove(curve, [[0, 0.05], [1e9 - 1, 0.05]])).toEqual([[0, 1e9 - 1]]); // prettier-ignore
    expect(stepsAbove(curve, [[0, 0.5], [1e9 - 1, 0.5]]).length).toBeGreaterThan(1); // prettier-ignore
  });
});

describe("a limit over the run", () => {
  it("lies where the probe's steps are taken from", () => {
    const definition = {
      length: { steps: 1000 },
      learningRate: { kind: "cosine", from: 1, to: 0 },
    };
    const schedule = scheduleOf(definition);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (steps) => {
        const planned = planProbe([{ id: "a", schedule }], { steps }).schedules[0]?.tracks;
        const probeSteps = [...new Set([0, Math.floor(steps / 3), steps - 1])];
        const points = probeSteps.map((step): LimitPoint => [step, 1]);
        const curve = schedule.tracks.get("learningRate")?.curve;
        const over = onRun({ task: "spirals", conditions: "", steps, points }, 1000);
        const values = new Set(over.map(([step]) => curve?.at(step)));
        for (const step of probeSteps) expect(values).toContain(planned?.["learningRate"]?.[step]);
      }),
    );
  });

  it("has one value a step where the probe is longer than the run, and none outside", () => {
    const points: LimitPoint[] = [[0, 1], [1, 2], [2, 3], [99, 4], [100, 5]]; // prettier-ignore
    const limit = { task: "spirals", conditions: "", steps: 100, points };
    expect(onRun(limit, 50)).toEqual([[0, 2], [1, 3], [49, 4]]); // prettier-ignore
  });
});

describe("what a limit holds for", () => {
  const base = {
    length: { steps: 100 },
    optimizer: { name: "sgd", momentum: 0.9 },
    learningRate: 0.1,
    probe: { task: "spirals", steps: 100 },
  };
  const same = (change: object): boolean =>
    limitConditions(scheduleOf({ ...base, ...change })) === limitConditions(scheduleOf(base));

  it.each([
    { learningRate: 0.2 },
    { length: { steps: 200 } },
    { name: "other" },
    { probe: { task: "spirals", steps: 300, seeds: 5 } },
  ])("is not changed by %o", (change) => {
    expect(same(change)).toBe(true);
  });

  it.each([
    { optimizer: { name: "adam" } },
    { optimizer: { name: "sgd", momentum: 0.95 } },
    { optimizer: { name: "sgd", momentum: 0.9, nesterov: true } },
    { momentum: { kind: "linear", from: 0.8, to: 0.9 } },
    { probe: { task: "lstm", steps: 100 } },
    { probe: { task: "spirals", steps: 100, learningRateScale: 2 } },
  ])("is changed by %o", (change) => {
    expect(same(change)).toBe(false);
  });
});
