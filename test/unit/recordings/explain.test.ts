import { describe, expect, it } from "vitest";
import { explain } from "../../../src/core/recordings/explain/explain";
import type { Series } from "../../../src/core/recordings/recording";
import { sentenceOf } from "../../../src/core/recordings/explain/sentence";
import { Chance, planFrom, simulate } from "./simulate";
import { verdict, type Verdict } from "./verdict";

const RUNS = process.env["LONG"] ? 10_000 : 200;

describe("simulated runs", () => {
  it(
    "have their causes recovered, and never a wrong one with confidence",
    () => {
      const counts = new Map<Verdict, number>();
      for (let seed = 1; seed <= RUNS; seed++) {
        const simulated = simulate(new Chance(seed));
        const found = explain(simulated.plan, simulated.series);
        const is = verdict(simulated, found);
        counts.set(is, (counts.get(is) ?? 0) + 1);
        const { truth } = simulated;
        expect({ seed, is, truth, found: found.causes }).not.toMatchObject({ is: "wrong" });
      }
      expect((counts.get("unexplained") ?? 0) / RUNS).toBeLessThan(0.02);
      expect((counts.get("recovered") ?? 0) / RUNS).toBeGreaterThan(0.75);
    },
    RUNS * 1000,
  );
});

it("skips before the second line aren't told apart from a log that counts later", () => {
  const linear = planFrom({
    length: { steps: 200 },
    learningRate: { kind: "linear", from: 1e-3, to: 0 },
  });
  // counted from 1, and skipped after 44 and 138: simulated run 2,815
  const lag = (step: number): number => 1 + (step > 44 ? 1 : 0) + (step > 138 ? 1 : 0);
  const steps = Float64Array.from({ length: 40 }, (_, i) => 1 + 5 * i);
  const values = steps.map((step) =>
    Number((1e-3 * (1 - (step - lag(step)) / 200)).toPrecision(7)),
  );
  const log = {
    ...logOf(() => 0),
    steps,
    values,
    precision: { kind: "digits", digits: 7 },
  } as const;
  expect(explain(linear, log)).toMatchObject({ explained: true, identifiable: false });
});

const cosine = planFrom({
  length: { steps: 1000 },
  learningRate: [
    { kind: "linear", from: 0, to: 1e-3, for: 100 },
    { kind: "cosine", to: 0 },
  ],
});
// the same by its formula, not by the product's curves
const rate = (t: number, total = 1000, peak = 1e-3, floor = 0): number =>
  t < 100
    ? (peak * t) / 100
    : floor + ((peak - floor) * (1 + Math.cos((Math.PI * (t - 100)) / (total - 100)))) / 2;

const logOf = (of: (step: number) => number, count = 1000): Series => ({
  tag: "lr",
  axis: "steps",
  steps: Float64Array.from({ length: count }, (_, step) => step),
  values: Float64Array.from({ length: count }, (_, step) => of(step)),
  times: undefined,
  precision: { kind: "exact" },
  stride: 1,
});

describe("one cause", () => {
  it.each<[string, (step: number) => number, object[]]>([
    ["none", (step) => rate(step), []],
    ["the next rate is logged", (step) => rate(step + 1), [{ kind: "offset", steps: 1 }]],
    ["counted from 1", (step) => rate(Math.max(0, step - 1)), [{ kind: "offset", steps: -1 }]],
    [
      "skipped updates",
      (step) => rate(step - (step > 40 ? 1 : 0) - (step > 300 ? 1 : 0)),
      [{ kind: "skippedSteps", count: 2, at: [40, 300] }],
    ],
    ["eight processes", (step) => rate(Math.min(1000, 8 * step)), [{ kind: "scale", factor: 8 }]],
    ["accumulation", (step) => rate(Math.floor(step / 4)), [{ kind: "scale", factor: 0.25 }]],
    [
      "started over",
      (step) => rate(step < 500 ? step : step - 500),
      [{ kind: "restart", at: 500, from: 0 }],
    ],
    ["half the rate", (step) => rate(step) / 2, [{ kind: "peak", factor: 0.5, value: 5e-4 }]],
    ["another floor", (step) => rate(step, 1000, 1e-3, 1e-4), [{ kind: "floor", value: 1e-4 }]],
    ["another horizon", (step) => rate(step, 2000), [{ kind: "horizon", steps: 2000 }]],
  ])("%s", (_, of, causes) => {
    const found = explain(cosine, logOf(of));
    expect(found.causes).toMatchObject(causes);
    expect(found.causes).toHaveLength(causes.length);
    expect(found.explained).toBe(true);
    expect(found.residual).toBeLessThanOrEqual(found.resolution);
    expect(sentenceOf(found)).toMatch(/^[A-Z].*\.$/);
  });

  it("that isn't known is said not to be, with the first step where the log leaves the plan", () => {
    const found = explain(
      cosine,
      logOf((step) => (step < 600 ? rate(step) : 3e-4 + 1e-5 * (step % 7))),
    );
    expect(found.causes).toMatchObject([{ kind: "unexplained", at: 600 }]);
    expect(found.explained).toBe(false);
    expect(found.identifiable).toBe(false);
  });

  it("that the log can't tell from another is told with it", () => {
    const line = planFrom({
      length: { steps: 1000 },
      learningRate: { kind: "linear", from: 1, to: 0 },
    });
    const found = explain(
      line,
      logOf((step) => 1 - step / 2000),
    );
    expect(found.identifiable).toBe(false);
    const kinds = [found.causes, ...found.alternatives].map((causes) =>
      causes.map(({ kind }) => kind),
    );
    expect(kinds).toContainEqual(["scale"]);
    expect(kinds).toContainEqual(["horizon"]);
  });

  it("claims nothing below what the log's digits show", () => {
    const found = explain(
      cosine,
      logOf((step) => Number(rate(step).toPrecision(2))),
    );
    expect(found.causes).toEqual([]);
    // half a unit of the second digit of rates below 1e-3
    expect(found.resolution).toBeGreaterThanOrEqual(4.9e-6);
  });
});

describe("what a person would have chosen", () => {
  const linear = (length: number): Record<string, unknown> => ({
    length: { steps: length },
    learningRate: [
      { kind: "linear", from: 0, to: 1e-3, for: 50 },
      { kind: "linear", to: 0 },
    ],
  });
  const line = (t: number, length: number): number =>
    1e-3 * (t < 50 ? t / 50 : Math.max(0, (length - t) / (length - 50)));

  it("goes before an odd figure: another horizon of a run with a long warmup", () => {
    const log = logOf((step) => line(step, 400), 200);
    const { causes } = explain(planFrom(linear(200)), log);
    expect(causes).toMatchObject([{ kind: "horizon", steps: 400, planned: 200 }]);
  });

  it("is found where the log passes over the peak: twice the rate at twice the pace", () => {
    const steps = Float64Array.from({ length: 50 }, (_, i) => 10 * i);
    const values = steps.map((step) => 2 * line(2 * step, 1000));
    const { causes, alternatives } = explain(planFrom(linear(1000)), {
      ...logOf(() => 0),
      steps,
      values,
    });
    expect([causes, ...alternatives].map((one) => one.map(({ kind }) => kind))).toContainEqual([
      "scale",
      "peak",
    ]);
  });

  it("is missing: an odd floor is told, but not as the only way to read the log", () => {
    const floor = 1.2345678e-4;
    const log = logOf((step) => rate(step, 1000, 1e-3, floor));
    const { causes, identifiable } = explain(cosine, log);
    expect(causes).toMatchObject([{ kind: "floor" }]);
    expect(identifiable).toBe(false);
  });
});
