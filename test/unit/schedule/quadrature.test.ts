import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { productCurve } from "../../../src/core/schedule/curves/product";
import { directSum } from "../../../src/core/schedule/curves/quadrature";
import { phaseOf } from "./build";

const STEPS = 100_000;
const more = { optimizer: { beta2: 0.999 } };

/** Phases whose sums are by closed form or by quadrature, long enough for both. */
const LONG: readonly Record<string, unknown>[] = [
  { kind: "linear", from: 0.1, to: 3 },
  { kind: "cosine", from: 1, to: 0.1 },
  { kind: "cosine", from: 1, to: 0, exponent: 0.7 },
  { kind: "exponential", from: 1, to: 1e-6 },
  { kind: "exponential", from: 1, factor: 0.999, every: 7 },
  { kind: "polynomial", from: 1, to: 0, power: 0.5 },
  { kind: "polynomial", from: 1, to: 0.1, power: 3 },
  { kind: "inverseSqrt", from: 1, timescale: 10 },
  { kind: "inverseTime", from: 1, rate: 2, every: 100 },
  { kind: "oneMinusSqrt", from: 1, to: 0 },
  { kind: "quadratic", from: 0, to: 1 },
  { kind: "logarithmic", from: 0, to: 1 },
  { kind: "rex", from: 1, to: 0 },
  { kind: "tanh", from: 1, to: 0 },
  { kind: "step", from: 1, factor: 0.9, every: 1000 },
  { kind: "cyclic", low: 0.1, high: 1, up: 700, down: 300, mode: "expRange", gamma: 0.99999 },
  { kind: "cosineRestarts", from: 1, to: 0.1, period: 333, peakDecay: 0.99 },
  { kind: "untunedWarmup", to: 1, shape: "exponential" },
  { kind: "rectifiedWarmup", to: 1 },
  { kind: "cosine", from: 1, to: 0, every: 100 },
];

describe("sums over many steps", () => {
  it.each(LONG)("%j: as if added one by one", (phase) => {
    const curve = phaseOf(phase, STEPS, more);
    for (const [first, last] of [
      [0, STEPS],
      [1, 777],
      [12_345, 98_765],
    ] as const) {
      const expected = directSum((k) => curve.at(k), first, last);
      expect(Math.abs(curve.sum(first, last) / expected - 1)).toBeLessThan(1e-10);
    }
  });
});

describe("the extremes of a product", () => {
  const smooth = fc.constantFrom(...LONG.filter(({ kind }) => kind !== "cyclic"));
  it("are those that going through the steps one by one finds", () => {
    fc.assert(
      fc.property(
        smooth,
        smooth,
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 900 }),
        (a, b, x, y) => {
          const curve = productCurve(phaseOf(a, 900, more), phaseOf(b, 900, more));
          const [first, last] = [Math.min(x, y), Math.max(x, y)];
          const values = Array.from({ length: last - first + 1 }, (_, i) => curve.at(first + i));
          const scale = Math.max(...values.map(Math.abs));
          const { min, max } = curve.extremes(first, last);
          expect(Math.abs(min - Math.min(...values))).toBeLessThanOrEqual(4e-15 * scale);
          expect(Math.abs(max - Math.max(...values))).toBeLessThanOrEqual(4e-15 * scale);
        },
      ),
      { numRuns: 200 },
    );
  });
});
