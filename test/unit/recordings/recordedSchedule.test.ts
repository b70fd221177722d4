import { describe, expect, it } from "vitest";
import { recordedCurve } from "../../../src/core/recordings/recordedCurve";
import { recordedSchedule } from "../../../src/core/recordings/recordedSchedule";
import { readText } from "./read";

const curve = recordedCurve({
  steps: Float64Array.of(10, 20, 25),
  values: Float64Array.of(1, 3, -1),
});

const near = (value: number) => expect.closeTo(value, 12) as number;

describe("a recorded curve", () => {
  it("goes straight from point to point, and has no value outside of them", () => {
    expect([9, 10, 15, 20, 24, 25, 26].map((step) => curve.at(step))).toEqual(
      [NaN, 1, 2, 3, -0.2, -1, NaN].map((v) =>
        Number.isNaN(v) ? NaN : (expect.closeTo(v, 12) as number),
      ),
    );
  });

  it("has the extremes and the sum of its steps", () => {
    const steps = Array.from({ length: 40 }, (_, step) => step);
    for (const [first, last] of [
      [0, 39],
      [10, 25],
      [12, 18],
      [19, 22],
      [26, 30],
    ] as const) {
      const values = steps
        .slice(first, last + 1)
        .map((step) => curve.at(step))
        .filter((v) => !Number.isNaN(v));
      const { min, max } = curve.extremes(first, last);
      expect([min, max]).toEqual(
        values.length > 0 ? [near(Math.min(...values)), near(Math.max(...values))] : [NaN, NaN],
      );
      const sum = values.reduce((a, b) => a + b, 0);
      expect(curve.sum(first, last + 1)).toBeCloseTo(sum, 10);
    }
    expect(curve.breakpoints(0, 30, 2)).toEqual([10, 20]);
  });
});

describe("a recorded curve of many points", () => {
  const values = Float64Array.from({ length: 3000 }, (_, i) => ((i * 7919) % 1009) / 7 - (i % 13));
  const many = recordedCurve({ steps: values.map((_, i) => 2 * i), values });

  it.each([
    [0, 5998],
    [254, 256],
    [256, 512],
    [257, 511],
    [300, 4001],
    [5, 5],
    [2 * 128 * 3, 2 * 128 * 7 - 2],
  ])("has the extremes of its points between %i and %i", (first, last) => {
    const points = Array.from({ length: last - first + 1 }, (_, i) => many.at(first + i));
    expect(many.extremes(first, last)).toEqual({
      min: Math.min(...points),
      max: Math.max(...points),
    });
  });
});

describe("a run as a schedule", () => {
  const run = (text: string) => {
    const found = readText("log.csv", text).runs[0];
    if (!found) throw new Error("no run");
    return found;
  };

  it("takes what was trained anew for what it replaced", () => {
    const schedule = recordedSchedule(
      run("step,lr,loss\n0,1,5\n10,2,4\n20,3,3\n10,7,4\n30,8,2\n"),
      undefined,
    );
    if ("reason" in schedule) throw new Error(schedule.reason);
    expect(schedule.length).toBe(31);
    expect([0, 10, 20, 30].map((step) => schedule.at(step)["learningRate"])).toEqual([
      1, 7, 7.5, 8,
    ]);
    expect([...schedule.tracks.keys()]).toEqual(["learningRate", "loss"]);
  });

  it("is laid over a plan that counts epochs by its epochs, not by its updates", () => {
    const plan = { steps: 90, clock: "epoch" } as const;
    expect(recordedSchedule(run("epoch,lr\n0,1\n10,2\n"), plan)).toMatchObject({ length: 11 });
    expect(recordedSchedule(run("step,lr\n0,1\n1000,2\n"), plan)).toEqual({
      reason: "The log counts updates, the schedule epochs.",
    });
  });

  it("places epochs by the plan's clock, or says what is missing", () => {
    const epochs = run("epoch,lr,loss\n0,0.1,5\n1,0.05,4\n2,0.01,3\n");
    const placed = recordedSchedule(epochs, { steps: 300, stepsPerEpoch: 100 });
    expect("reason" in placed ? placed : placed.at(100)["learningRate"]).toBe(0.05);
    expect(recordedSchedule(epochs, { steps: 300 })).toMatchObject({
      reason: expect.stringContaining("stepsPerEpoch") as string,
    });
  });
});
