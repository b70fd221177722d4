import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSchedule } from "../../../src/core/schedule/build";
import { sampleLogColumns } from "../../../src/core/schedule/sample";
import { definition } from "./arbitraries";
import { phaseOf } from "./build";
import { runs } from "../runs";

const close = (a: number, b: number, scale: number): boolean => Math.abs(a - b) <= 4e-15 * scale;

describe("columns of a logarithmic time axis", () => {
  it("hold every step once, with the extremes that going through them one by one finds", () => {
    fc.assert(
      fc.property(
        definition,
        fc.integer({ min: 1, max: 200 }),
        fc.nat(90),
        (plain, columns, from) => {
          const { schedule } = buildSchedule(plain);
          const last = schedule?.length ?? 0;
          const first = Math.min(from, last);
          for (const { curve } of schedule?.tracks.values() ?? []) {
            const sampled = sampleLogColumns(curve, first, last, columns);
            expect(sampled.length).toBeLessThanOrEqual(columns);
            expect(sampled[0]?.step).toBe(first);
            sampled.forEach((column, i) => {
              const end = (sampled[i + 1]?.step ?? last + 1) - 1;
              expect(end).toBeGreaterThanOrEqual(column.step);
              const steps = Array.from(
                { length: end - column.step + 1 },
                (_, k) => k + column.step,
              );
              const values = steps.map((step) => curve.at(step));
              const scale = Math.max(...values.map(Math.abs));
              expect(close(column.min, Math.min(...values), scale)).toBe(true);
              expect(close(column.max, Math.max(...values), scale)).toBe(true);
              expect([column.first, column.last]).toEqual([values[0], values.at(-1)]);
            });
          }
        },
      ),
      { numRuns: runs(40, 5000) },
    );
  });

  it("begin where the axis has them, to half a step", () => {
    const curve = phaseOf({ kind: "linear", from: 0, to: 1 }, 1e12);
    const columns = sampleLogColumns(curve, 0, 1e12, 1200);
    const width = Math.log(1e12 + 2) / 1200;
    // every column that begins at the step which its place on the axis rounds to
    const starts = new Set(
      Array.from({ length: 1200 }, (_, i) => Math.round(Math.exp(i * width) - 1)),
    );
    expect(columns.length).toBe(starts.size);
    for (const { step } of columns) {
      const place = Math.log1p(step) / width;
      const rounded = Math.abs(Math.expm1(Math.round(place) * width) - step);
      expect(Math.min(rounded / Math.max(1, step * 1e-12), 1)).toBeLessThanOrEqual(0.51);
    }
    // ten times as late is as many columns on: 1200 / log10(10^12) = 100
    const at = (step: number): number => columns.findIndex((column) => column.step >= step);
    expect(Math.abs(at(1e11) - at(1e10) - 100)).toBeLessThanOrEqual(1);
    expect(Math.abs(at(1e6) - at(1e5) - 100)).toBeLessThanOrEqual(1);
  });

  it("of one step, and of one column, are one column", () => {
    const curve = phaseOf({ kind: "linear", from: 0, to: 1 }, 100);
    expect(sampleLogColumns(curve, 7, 7, 500)).toEqual([
      { step: 7, first: 0.07, last: 0.07, min: 0.07, max: 0.07 },
    ]);
    expect(sampleLogColumns(curve, 0, 100, 1)).toEqual([
      { step: 0, first: 0, last: 1, min: 0, max: 1 },
    ]);
  });
});
