import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSchedule } from "../../../src/core/schedule/build";
import type { Curve } from "../../../src/core/schedule/curve";
import { sampleColumns } from "../../../src/core/schedule/sample";
import { definition } from "./arbitraries";

/** Rounding: values that differ by less are the same. */
const close = (a: number, b: number, scale: number): boolean => Math.abs(a - b) <= 4e-15 * scale;

function bruteForce(
  curve: Curve,
  first: number,
  last: number,
): { min: number; max: number; sum: number } {
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (let step = first; step <= last; step++) {
    const value = curve.at(step);
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (step < last) sum += value;
  }
  return { min, max, sum };
}

const cases = fc.tuple(
  definition,
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

describe("every valid definition", () => {
  it("has no issues and finite values from step 0 to N", () => {
    fc.assert(
      fc.property(definition, (plain) => {
        const { schedule, issues } = buildSchedule(plain);
        expect(issues).toEqual([]);
        const values = [...Array((schedule?.length ?? 0) + 1).keys()].flatMap((step) =>
          Object.values(schedule?.at(step) ?? {}),
        );
        expect(values.length).toBeGreaterThan(0);
        expect(values.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 120 },
    );
  });

  it("has the extremes and sums that going through the steps one by one finds", () => {
    fc.assert(
      fc.property(cases, ([plain, a, b]) => {
        const { schedule } = buildSchedule(plain);
        const length = schedule?.length ?? 0;
        const [first = 0, last = 0] = [Math.floor(a * length), Math.floor(b * length)].sort(
          (x, y) => x - y,
        );
        for (const { curve, name } of schedule?.tracks.values() ?? []) {
          const found = bruteForce(curve, first, last);
          const extremes = curve.extremes(first, last);
          const scale = Math.max(Math.abs(found.min), Math.abs(found.max));
          expect(
            close(extremes.min, found.min, scale),
            `${name} min ${extremes.min} ${found.min}`,
          ).toBe(true);
          expect(
            close(extremes.max, found.max, scale),
            `${name} max ${extremes.max} ${found.max}`,
          ).toBe(true);
          const slack = 1e-12 * scale * Math.max(1, last - first);
          expect(Math.abs(curve.sum(first, last) - found.sum), `${name} sum`).toBeLessThanOrEqual(
            slack,
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  it("is sampled without missing an extreme, column by column", () => {
    fc.assert(
      fc.property(definition, fc.integer({ min: 1, max: 200 }), (plain, columns) => {
        const { schedule } = buildSchedule(plain);
        const length = schedule?.length ?? 0;
        for (const { curve } of schedule?.tracks.values() ?? []) {
          const sampled = sampleColumns(curve, 0, length, columns);
          expect(sampled[0]?.step).toBe(0);
          sampled.forEach((column, i) => {
            const end = (sampled[i + 1]?.step ?? length + 1) - 1;
            const found = bruteForce(curve, column.step, end);
            const scale = Math.max(Math.abs(found.min), Math.abs(found.max));
            expect(close(column.min, found.min, scale) && close(column.max, found.max, scale)).toBe(
              true,
            );
            expect([column.first, column.last]).toEqual([curve.at(column.step), curve.at(end)]);
          });
        }
      }),
      { numRuns: 120 },
    );
  });

  it("has among its values the very extremes of shrinking and growing cycles, also of what divides by them", () => {
    const rates = [
      { kind: "cosineRestarts", from: 0.006264667174521127, to: 1e-6, period: 7, peakDecay: 1.1 },
      { kind: "cyclic", low: 1e-6, high: 0.0063, up: 3, down: 4, mode: "triangular2" },
    ];
    for (const learningRate of rates) {
      const weightDecay = { follow: "learningRate", relation: "constantProduct", product: 1e-4 };
      const { schedule } = buildSchedule({ length: { steps: 48 }, learningRate, weightDecay });
      const curve = schedule?.tracks.get("weightDecay")?.curve;
      if (curve === undefined) throw new Error("no track");
      for (let first = 0; first < 48; first++) {
        for (let last = first; last < 48; last++) {
          const { min, max } = bruteForce(curve, first, last);
          expect(curve.extremes(first, last)).toEqual({ min, max });
        }
      }
    }
  });

  it("breaks only where its breakpoints are: between them neighbours differ smoothly", () => {
    fc.assert(
      fc.property(definition, (plain) => {
        const { schedule } = buildSchedule(plain);
        for (const { curve } of schedule?.tracks.values() ?? []) {
          const points = curve.breakpoints(0, schedule?.length ?? 0, 1e4);
          expect(points).toEqual([...new Set(points)].sort((a, b) => a - b));
          expect(curve.breakpoints(0, schedule?.length ?? 0, 3)).toEqual(points.slice(0, 3));
        }
      }),
      { numRuns: 120 },
    );
  });
});
