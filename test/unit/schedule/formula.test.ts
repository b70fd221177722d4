import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Curve } from "../../../src/core/schedule/curve";
import { evaluate } from "../../../src/core/schedule/formula/evaluate";
import { definition, phases } from "./arbitraries";
import { scheduleOf } from "./build";
import { runs } from "../runs";

/** The greatest difference between a curve and its formula, over the curve's greatest value. */
function difference(curve: Curve, length: number): number {
  const formula = curve.formula?.();
  if (formula === undefined) throw new Error("no formula");
  const { min, max } = curve.extremes(0, length);
  const size = Math.max(Math.abs(min), Math.abs(max)) || 1;
  let worst = 0;
  for (let step = 0; step <= length; step++) {
    const distance = Math.abs(evaluate(formula, step) - curve.at(step)) / size;
    if (!(distance <= worst)) worst = distance;
  }
  return worst;
}

describe("a curve's formula", () => {
  it("gives the curve's values for phases of every kind", () => {
    fc.assert(
      fc.property(phases, ({ steps, phases: list }) => {
        const schedule = scheduleOf({ length: { steps }, learningRate: list });
        const track = schedule.tracks.get("learningRate");
        if (!track?.curve.formula?.() || track.phases.some(({ missing }) => missing)) return;
        expect(difference(track.curve, steps)).toBeLessThanOrEqual(1e-12);
      }),
      { numRuns: runs(250, 20_000) },
    );
  });

  it("has all digits of cycles that grow from far below what they decay to", () => {
    const cycles = { kind: "cosineRestarts", from: 1e-6, to: 0.25, period: 2, peakDecay: 1.1 };
    const schedule = scheduleOf({ length: { steps: 197 }, learningRate: cycles });
    const curve = schedule.tracks.get("learningRate")?.curve;
    if (!curve) throw new Error("no curve");
    expect(difference(curve, 197)).toBeLessThanOrEqual(1e-14);
    let sum = 0;
    for (let step = 0; step < 197; step++) sum += curve.at(step);
    expect(Math.abs(curve.sum(0, 197) / sum - 1)).toBeLessThanOrEqual(1e-14);
  });

  it("is known for every track of a whole definition", () => {
    const count = runs(80, 5000);
    let tracks = 0;
    fc.assert(
      fc.property(definition, (plain) => {
        const schedule = scheduleOf(plain);
        for (const { curve, phases: spans } of schedule.tracks.values()) {
          if (spans.some(({ missing }) => missing)) continue;
          expect(difference(curve, schedule.length)).toBeLessThanOrEqual(1e-12);
          tracks++;
        }
      }),
      { numRuns: count },
    );
    expect(tracks).toBeGreaterThan(count);
  });

  it("follows layers", () => {
    const schedule = scheduleOf({
      length: { steps: 100 },
      learningRate: [
        { kind: "linear", from: 0.1, to: 1, for: 10 },
        { kind: "cosine", to: 0 },
      ],
      layers: { count: 3, ratio: 0.5, decaySpeed: { shallow: 1, deep: 0.5 } },
    });
    for (const { curve } of schedule.layers)
      expect(difference(curve, 100)).toBeLessThanOrEqual(1e-12);
  });
});
