import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSchedule } from "../../../src/core/schedule/build";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { tableRows } from "../../../src/host/model/tableRows";
import { within } from "../within";

function scheduleOf(definition: unknown): Schedule {
  const { schedule, issues } = buildSchedule(definition);
  expect(issues).toEqual([]);
  if (!schedule) throw new Error("no schedule");
  return schedule;
}

const warmup = scheduleOf({
  length: { steps: 1000 },
  learningRate: [
    { kind: "linear", from: 0, to: 1, for: 130 },
    { kind: "linear", to: 0 },
  ],
  momentum: 0.9,
});

/** The same two ramps, by hand: up over 130 steps, down over 870. */
const rate = (step: number): number => (step < 130 ? step / 130 : 1 - (step - 130) / 870);

describe("tableRows", () => {
  it("has the values of every track at round steps, phase starts and both ends", () => {
    const rows = tableRows(warmup, 0, 999, 14);
    expect(rows.map(({ step }) => step)).toEqual([
      0, 100, 130, 200, 300, 400, 500, 600, 700, 800, 900, 999,
    ]);
    for (const { step, values } of rows) {
      expect(values[0]).toBeCloseTo(rate(step), 12);
      expect(values[1]).toBe(0.9);
    }
    expect(rows.filter(({ phase }) => phase).map(({ step, phase }) => [step, phase])).toEqual([
      [0, "linear"],
      [130, "linear"],
    ]);
  });

  it("stays within the run and within the rows asked for, each step once", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 200 }),
        (first, last, rows) => {
          const steps = tableRows(warmup, first, last, rows).map(({ step }) => step);
          expect(steps.length).toBeLessThanOrEqual(rows);
          expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
          for (const step of steps) {
            expect(Number.isInteger(step)).toBe(true);
            expect(step).toBeGreaterThanOrEqual(Math.max(0, first));
            expect(step).toBeLessThanOrEqual(Math.min(1000, last));
          }
        },
      ),
    );
  });

  it("costs the same for a run of 10¹⁵ steps", () => {
    const long = scheduleOf({ length: { steps: 1e15 }, learningRate: 0.1 });
    const rows = within(50, () => tableRows(long, 0, 1e15, 100));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.at(-1)?.step).toBe(1e15);
  });

  it("has null where a phase is not known", () => {
    const { schedule } = buildSchedule({
      length: { steps: 100 },
      learningRate: [{ kind: "linear", from: 0, to: 1, for: 50 }, { kind: "nonsense" }],
    });
    expect(schedule && tableRows(schedule, 60, 60, 2)[0]?.values).toEqual([null]);
  });
});
