import { describe, expect, it } from "vitest";
import { functionCurve } from "../../../src/core/schedule/curves/functionBacked";

/** A warmup of 2,000 steps, then a cosine: its peak stands between the steps that are looked at. */
const warmupCosine = (step: number): number =>
  step < 2000 ? (step + 1) / 2001 : 0.1 + 0.45 * (1 + Math.cos((Math.PI * (step - 2000)) / 598e3));

describe("a curve of which only a function is known", () => {
  it("finds the peak of a long run to the step", () => {
    const curve = functionCurve(warmupCosine);
    expect(curve.extremes(0, 600_000)).toEqual({ min: 1 / 2001, max: 1 });
    expect(curve.extremes(0, 1999).max).toBe(2000 / 2001);
    expect(curve.extremes(100_000, 600_000).max).toBe(warmupCosine(100_000));
  });

  it("looks at every step of a short stretch", () => {
    const curve = functionCurve((step) => (step === 777 ? 5 : 1));
    expect(curve.extremes(0, 1024)).toEqual({ min: 1, max: 5 });
  });

  it("asks for overlapping stretches once", () => {
    let calls = 0;
    const curve = functionCurve((step) => {
      calls += 1;
      return warmupCosine(step);
    });
    for (let last = 600_000; last > 590_000; last -= 100) curve.extremes(0, last);
    expect(calls).toBeLessThan(1000);
  });

  it("has no extremes where the function gives none", () => {
    const { min, max } = functionCurve(() => NaN).extremes(0, 1e6);
    expect([min, max]).toEqual([NaN, NaN]);
  });
});
