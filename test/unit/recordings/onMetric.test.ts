import { describe, expect, it } from "vitest";
import { drivenPlan, onMetric } from "../../../src/core/recordings/onMetric";
import { metricsOfRun } from "../../../src/core/recordings/runMetrics";
import { runTold } from "../../../src/core/recordings/runTold";
import { buildSchedule } from "../../../src/core/schedule/build";
import type { MeasuredMetric } from "../../../src/core/schedule/measuredMetric";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { readText } from "./read";

function built(definition: Record<string, unknown>): Schedule {
  const { schedule, issues } = buildSchedule(definition);
  if (!schedule || issues.length > 0) throw new Error(JSON.stringify(issues));
  return schedule;
}

const metricIn = (text: string): MeasuredMetric => {
  const run = readText("log.csv", text).runs[0];
  const metric = run && metricsOfRun(run)[0];
  if (!metric) throw new Error("no metric");
  return metric;
};

const rateOf = (schedule: Schedule, metric: MeasuredMetric): ((step: number) => number) => {
  const found = onMetric(schedule, metric);
  if (!found || "reason" in found) throw new Error(found?.reason ?? "no rule");
  const curve = found.tracks.get("learningRate")?.curve;
  return (step) => curve?.at(step) ?? NaN;
};

const LOSSES = [1, 0.8, 0.79, 0.795, 0.8, 0.6, 0.6, 0.61, 0.62, 0.6, 0.59995, 0.7, 0.5];
// ReduceLROnPlateau of torch 1.13 with patience 1, factor 0.5, cooldown 1, stepped with LOSSES
const RATES = [
  0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.0125, 0.0125, 0.0125,
];
const onPlateau = { factor: 0.5, patience: 1, cooldown: 1 };

const constant = built({
  length: { epochs: 20, stepsPerEpoch: 5 },
  learningRate: { kind: "constant", value: 0.1 },
  onPlateau,
});

describe("a definition's own rule for plateaus, on the metric of a log", () => {
  it("has the rates that torch had with those losses, and none after the epoch that follows", () => {
    const epochs = LOSSES.map((value, epoch) => `${epoch},${value}`);
    const rate = rateOf(constant, metricIn(["epoch,val_loss", ...epochs].join("\n")));
    for (let step = 0; step <= 65; step++)
      expect(rate(step), `at ${step}`).toBeCloseTo(RATES[Math.floor(step / 5)] ?? NaN, 12);
    expect(rate(66)).toBeNaN();
  });

  it("counts epochs from 1 where the log does", () => {
    const epochs = LOSSES.map((value, epoch) => `${epoch + 1},${value}`);
    const rate = rateOf(constant, metricIn(["epoch,val_loss", ...epochs].join("\n")));
    expect([24, 25, 39, 40].map(rate)).toEqual([0.1, 0.05, 0.05, 0.025]);
  });

  it("multiplies what is planned, at the updates of the log's evaluations, up to the log's end", () => {
    const cosine = built({
      length: { steps: 400 },
      learningRate: { kind: "cosine", from: 0.1, to: 0 },
      onPlateau: { factor: 0.1, patience: 0, min: 1e-3 },
    });
    const planned = (step: number): number => 0.05 * (1 + Math.cos((Math.PI * step) / 400));
    const rows = Array.from({ length: 30 }, (_, i) => {
      const step = 10 * (i + 1);
      const loss = step % 100 === 0 ? [2, 2, 2][step / 100 - 1] : "";
      return `${step},${1 / step},${loss}`;
    });
    const rate = rateOf(cosine, metricIn(["step,loss,val_loss", ...rows].join("\n")));
    for (const step of [0, 100, 199]) expect(rate(step)).toBeCloseTo(planned(step), 12);
    for (const step of [200, 250, 299]) expect(rate(step)).toBeCloseTo(planned(step) / 10, 12);
    // the third look would take 0.1 · planned(300) below the floor: the rate is 1e-3 there
    expect(rate(300)).toBeCloseTo(Math.min(1e-3, planned(300) / 10), 12);
    expect(rate(301)).toBeNaN();
  });

  it("looks at those values that lie on its own updates", () => {
    const every = built({
      length: { steps: 400 },
      learningRate: { kind: "constant", value: 0.1 },
      onPlateau: { factor: 0.5, patience: 0, every: 100 },
    });
    const loss = (step: number): number => (step <= 100 ? 2 : 3) - step / 1e6;
    const rows = (from: number) =>
      Array.from({ length: 30 }, (_, i) => from + 10 * i).map((step) => `${step},${loss(step)}`);
    const rate = rateOf(every, metricIn(["step,loss", ...rows(10)].join("\n")));
    expect([199, 200, 299, 300].map(rate)).toEqual([0.1, 0.05, 0.05, 0.025]);
    expect(onMetric(every, metricIn(["step,loss", ...rows(5)].join("\n")))).toEqual({
      reason:
        "The log's loss can't drive \"onPlateau\": it has no value for each 100 updates, after which the rule looks.",
    });
  });

  it("isn't driven where the log doesn't say when it looked", () => {
    const steps = built({
      length: { steps: 100 },
      learningRate: { kind: "constant", value: 0.1 },
      onPlateau,
    });
    const reason = (text: string): unknown => onMetric(steps, metricIn(text));
    expect(reason("epoch,val_loss\n0,1\n1,2\n")).toMatchObject({
      reason: expect.stringContaining("counts epochs") as string,
    });
    expect(reason("step,val_loss\n0,1\n5,2\n3,1\n")).toMatchObject({
      reason: expect.stringContaining("falls back") as string,
    });
  });
});

it("a run that followed its rule is said to follow the plan", () => {
  const rows = LOSSES.map((loss, epoch) => `${epoch},${RATES[epoch]},${loss}`);
  const run = readText("log.csv", ["epoch,lr,val_loss", ...rows].join("\n")).runs[0];
  if (!run) throw new Error("no run");
  const byEpoch = built({
    length: { epochs: 20, stepsPerEpoch: 1 },
    learningRate: { kind: "constant", value: 0.1 },
    onPlateau,
  });
  expect(drivenPlan(byEpoch, run, "val_loss").plan).not.toBe(byEpoch);
  expect(runTold(run, "csv", byEpoch).sentence).toMatch(/^The log follows the plan/);
  const without = built({ ...byEpoch.definition, onPlateau: undefined });
  expect(runTold(run, "csv", without).sentence).not.toMatch(/^The log follows the plan/);
});
