import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { buildSchedule } from "../../../src/core/schedule/build";
import type { Schedule } from "../../../src/core/schedule/schedule";

// Schedules of people, and what their libraries (torch 2.13, transformers 5.18) or formulas give.

function schedules(file: string): Record<string, Schedule> {
  const text = readFileSync(`test/fixtures/cases/${file}.schedule.json`, "utf8");
  const found = analyze(parseJson(text)).schedules;
  return Object.fromEntries(
    found.flatMap(({ name, schedule }) => (schedule === undefined ? [] : [[name, schedule]])),
  );
}

function rate(file: string, name = "schedule"): (step: number) => number {
  const schedule = schedules(file)[name];
  if (schedule === undefined) throw new Error(`no ${name} in ${file}`);
  return (step) => schedule.at(step).learningRate ?? NaN;
}

const near = (values: readonly number[], expected: readonly number[]): void => {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => {
    expect(Math.abs(value - (expected[i] ?? NaN))).toBeLessThanOrEqual(
      1e-12 * Math.max(...expected),
    );
  });
};

const STEPS = [0, 1, 7, 100, 2499, 2500, 2501, 4998, 4999];

describe("what people really met", () => {
  it("01: a quarter of a cosine; a cosine that ends on the last step", () => {
    const [ran, wanted] = [
      rate("01-quarter-cosine", "as it ran: a quarter of a period"),
      rate("01-quarter-cosine", "as it was wanted: half a period to 10 %, on the last step"),
    ];
    near(
      STEPS.map(ran),
      STEPS.map((t) => 1e-3 * Math.cos((0.5 * Math.PI * t) / 5000)),
    );
    const cosine = (t: number) => 1e-3 * (0.1 + 0.9 * 0.5 * (1 + Math.cos((Math.PI * t) / 4999)));
    near(STEPS.map(wanted), STEPS.map(cosine));
  });

  it("02: samples count the updates that they fill", () => {
    const [samples, tokens] = [rate("02b-samples-unit"), rate("02c-samples-as-tokens")];
    near(STEPS.map(samples), STEPS.map(tokens));
    expect([samples(1250), samples(2500)]).toEqual([1.5e-4, 3e-4]);
  });

  it("09: restarts that come ever more often", () => {
    const starts = [0, 1600, 2400, 2800];
    for (const file of ["09-restarts-more-often", "09b-restarts-by-repeat"]) {
      const [value, byHand] = [rate(file), rate("09c-restarts-by-hand")];
      expect(starts.map(value)).toEqual([0.01, 0.01, 0.01, 0.01]);
      near([800, 2000, 2600, 2900].map(value), [0.005, 0.005, 0.005, 0.005]);
      const steps = Array.from({ length: 3000 }, (_, step) => step);
      near(steps.map(value), steps.map(byHand));
    }
  });

  it("21: one cycle, stepped once an epoch, has torch's ten values", () => {
    const torch = [4e-5, 5.2e-4, 1e-3, 9.505e-4, 8.117e-4, 6.113e-4, 3.887e-4, 1.883e-4, 4.952e-5];
    for (const name of ["ten values", "ten values by a detour"]) {
      const value = rate("21-one-cycle-per-epoch", name);
      const epochs = Array.from({ length: 10 }, (_, epoch) => epoch);
      torch.forEach((expected, epoch) => {
        for (const step of [0, 999]) expect(value(1000 * epoch + step)).toBeCloseTo(expected, 7);
      });
      expect(value(9999)).toBeCloseTo(4e-9, 15);
      expect(epochs.map((epoch) => value(1000 * epoch) - value(1000 * epoch + 999))).toEqual(
        epochs.map(() => 0),
      );
    }
  });

  it("21: the last hold of a staircase has the value `to`", () => {
    const value = rate("21b-endpoint-on-stairs");
    const epochs = Array.from({ length: 10 }, (_, epoch) => epoch);
    near(
      epochs.map((epoch) => value(1000 * epoch + 500)),
      epochs.map((epoch) => 1 - 0.1 * epoch),
    );
  });
});

/** The rate of a definition, which must be right. */
function built(definition: Record<string, unknown>): Schedule {
  const { schedule, issues } = buildSchedule(definition);
  expect(issues).toEqual([]);
  if (schedule === undefined) throw new Error("not built");
  return schedule;
}

describe("a phase that begins part-way", () => {
  const [PEAK, FLOOR, END] = [4e-3, 1e-6, 800];
  const withWarmup = built({
    length: { epochs: 10, stepsPerEpoch: 100 },
    learningRate: [
      { kind: "linear", from: PEAK / 200, to: PEAK, for: "2 epochs", endpoint: true },
      { kind: "cosine", from: PEAK, to: FLOOR, skip: "2 epochs", for: "6 epochs" },
      { kind: "hold" },
    ],
  });

  it("12: says a cosine that counts the warmup's steps", () => {
    const steps = [200, 201, 300, 500, 799, 800, 999];
    near(
      steps.map((step) => withWarmup.at(step).learningRate ?? NaN),
      steps.map((step) => {
        const angle = (Math.PI * Math.min(step, END)) / END;
        return FLOOR + (PEAK - FLOOR) * 0.5 * (1 + Math.cos(angle));
      }),
    );
  });

  it.each([
    { kind: "exponential", from: 1, factor: 0.9, every: 10 },
    { kind: "step", from: 1, factor: 0.5, every: 30 },
    { kind: "polynomial", from: 1, to: 0.1, power: 2, endpoint: true, every: 20 },
    { kind: "cyclic", low: 0.1, high: 1, up: 17, mode: "triangular2" },
    { kind: "oneCycle", peak: 1, rise: "30%" },
    { kind: "repeat", times: 4, phases: [{ kind: "linear", from: 0, to: 1 }], decay: 0.5 },
  ])("is the rest of the same shape: $kind", (phase) => {
    const whole = built({ length: { steps: 200 }, learningRate: { ...phase, for: 200 } });
    const part = built({ length: { steps: 140 }, learningRate: { ...phase, skip: 60, for: 140 } });
    const steps = Array.from({ length: 141 }, (_, step) => step);
    expect(steps.map((step) => part.at(step).learningRate)).toEqual(
      steps.map((step) => whole.at(step + 60).learningRate),
    );
    const { curve } = part.tracks.get("learningRate") ?? {};
    const values = steps.slice(20, 101).map((step) => part.at(step).learningRate ?? NaN);
    expect(curve?.extremes(20, 100)).toEqual({
      min: Math.min(...values),
      max: Math.max(...values),
    });
  });
});

describe("a run that is resumed", () => {
  const stage = (steps: number, more: Record<string, unknown> = {}) =>
    built({
      length: { steps },
      learningRate: [
        { kind: "linear", from: 0, to: 1, for: 50 },
        { kind: "cosine", to: 0 },
      ],
      layers: { count: 2, ratio: 0.5 },
      ...more,
    });

  it.each([500, 700])("16: is what the schedule of %i steps is from there on", (length) => {
    const [whole, rest] = [stage(length), stage(length, { resume: 300 })];
    expect([rest.resume, rest.length]).toEqual([300, length]);
    expect(rest.at(299).learningRate).toBeNaN();
    for (const step of [300, 301, 450, length]) expect(rest.at(step)).toEqual(whole.at(step));
    const [all, after] = [whole, rest].map(({ tracks }) => tracks.get("learningRate")?.curve);
    expect(after?.sum(0, length)).toBe(all?.sum(300, length));
    expect(after?.extremes(0, length)).toEqual(all?.extremes(300, length));
    expect(rest.layers[0]?.curve.at(299)).toBeNaN();
    expect(rest.layers[0]?.curve.at(400)).toBe(whole.layers[0]?.curve.at(400));
  });

  it("must be resumed before its end", () => {
    const { schedule, issues } = buildSchedule({
      length: { steps: 500 },
      learningRate: 0.1,
      resume: "100%",
    });
    expect(issues.map(({ code, path }) => [code, path])).toEqual([
      ["resumed-after-end", ["resume"]],
    ]);
    expect(schedule?.at(0).learningRate).toBe(0.1);
  });
});

describe("an untuned warmup", () => {
  it.each([0.8, 0.85, 0.9, 0.95, 0.99, 0.999])("of β2 = %d is Ma & Yarats's", (beta2) => {
    const schedule = built({
      length: { steps: 4000 },
      learningRate: [{ kind: "untunedWarmup", to: 1, beta2 }, { kind: "hold" }],
    });
    const steps = Array.from({ length: 4000 }, (_, step) => step);
    near(
      steps.map((step) => schedule.at(step).learningRate ?? NaN),
      steps.map((u) => Math.min(1, ((u + 1) * (1 - beta2)) / 2)),
    );
  });
});
