import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { difference, largestGap } from "../../../src/core/compare/difference";
import { summaryOfTrack } from "../../../src/core/compare/summary";
import { buildSchedule } from "../../../src/core/schedule/build";
import { sampleColumns } from "../../../src/core/schedule/sample";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { phases } from "../schedule/arbitraries";
import { scheduleOf } from "../schedule/build";

const NAME = "learningRate";

/** other − reference at every position, from the values alone. */
function slow(reference: Schedule, other: Schedule, normalised: boolean): number[] {
  const value = (schedule: Schedule, step: number): number =>
    schedule.tracks.get(NAME)?.curve.at(step) ?? NaN;
  const lengths = [reference.length, other.length];
  const positions = normalised ? Math.max(...lengths) : Math.min(...lengths);
  const step = (schedule: Schedule, k: number): number =>
    normalised ? Math.floor((k * schedule.length) / positions) : k;
  return Array.from(
    { length: positions },
    (_, k) => value(other, step(other, k)) - value(reference, step(reference, k)),
  );
}

const schedules = fc
  .tuple(phases, phases)
  .map((both) =>
    both.map(({ steps, phases: list }) =>
      scheduleOf({ length: { steps }, learningRate: JSON.parse(JSON.stringify(list)) as unknown }),
    ),
  ) as fc.Arbitrary<[Schedule, Schedule]>;

describe("the largest gap", () => {
  it("of an epoch's and an update's curve is told at shares of the run alone", () => {
    const rate = (steps: number): Schedule =>
      scheduleOf({ length: { steps }, learningRate: { kind: "linear", from: 1, to: 0 } });
    const updates = rate(1000);
    const byEpoch = rate(10);
    const epochs: Schedule = { ...byEpoch, time: { ...byEpoch.time, clock: "epoch" } };
    expect(largestGap(updates, epochs, NAME, false)).toBeUndefined();
    expect(difference(updates, epochs, NAME, false)).toBeUndefined();
    // 1 − t/1000 against a stair of 10 that holds each value for 100 updates: largest at its ends
    const gap = largestGap(updates, epochs, NAME, true);
    expect((gap?.position ?? NaN) % 100).toBe(99);
    expect(gap?.difference).toBeCloseTo(0.099, 12);
  });

  it("is the one that going through all steps finds", () => {
    fc.assert(
      fc.property(schedules, fc.boolean(), ([a, b], normalised) => {
        const values = slow(a, b, normalised);
        const largest = Math.max(...values.map(Math.abs));
        const scale = 1e-12 * (summaryOfTrack(a, rate(a)).peak + summaryOfTrack(b, rate(b)).peak);
        const gap = largestGap(a, b, NAME, normalised);
        expect(gap?.positions).toBe(values.length);
        expect(Math.abs(Math.abs(gap?.difference ?? NaN) - largest)).toBeLessThanOrEqual(scale);
        expect(gap?.bound).toBeGreaterThanOrEqual(largest - scale);
        const there = values[gap?.position ?? -1] ?? NaN;
        expect(Math.abs(there - (gap?.difference ?? NaN))).toBeLessThanOrEqual(scale);
      }),
      { numRuns: 150 },
    );
  });

  it("is proven for smooth curves of a billion steps", () => {
    const schedule = (kind: string): Schedule =>
      scheduleOf({
        length: { steps: 1_000_000_000 },
        learningRate: [
          { kind: "linear", from: 0, to: 1, for: "1%" },
          { kind, to: 0 },
        ],
      });
    const gap = largestGap(schedule("cosine"), schedule("linear"), NAME, false);
    // ½(1 + cos πp) − (1 − p) is largest where π sin πp = 2
    const p = Math.asin(2 / Math.PI) / Math.PI;
    const most = (1 + Math.cos(Math.PI * p)) / 2 - (1 - p);
    expect(Math.abs(gap?.difference ?? NaN)).toBeCloseTo(most, 12);
    expect(gap?.bound).toBeCloseTo(most, 12);
    const share = ((gap?.position ?? NaN) / 1e9 - 0.01) / 0.99;
    expect(Math.min(Math.abs(share - p), Math.abs(share - (1 - p)))).toBeLessThan(1e-4);
  });

  it("of the same text is zero, whatever it oscillates", () => {
    const plain = {
      length: { steps: 4_000_000 },
      learningRate: { kind: "cyclic", low: 1e-3, high: 1e-2, up: 20 },
    };
    const gap = largestGap(scheduleOf(plain), scheduleOf({ ...plain, name: "b" }), NAME, false);
    expect(gap).toMatchObject({ difference: 0, bound: 0 });
    const other = scheduleOf({ ...plain, length: { steps: 4_000_001 } });
    expect(largestGap(scheduleOf(plain), other, NAME, false)?.difference).toBe(0);
  });

  it("is not known where a track is missing, or a part of it", () => {
    const whole = scheduleOf({ length: { steps: 10 }, learningRate: 1 });
    expect(largestGap(whole, whole, "momentum", false)).toBeUndefined();
    const { schedule: gap } = buildSchedule({
      length: { steps: 10 },
      learningRate: [{ kind: "constant", value: 1, for: 5 }, { kind: "cosin" }],
    });
    if (!gap) throw new Error("nothing is drawn");
    expect(largestGap(whole, gap, NAME, false)).toBeUndefined();
  });
});

describe("the difference curve", () => {
  it("holds every value in its columns, and its own values at their ends", () => {
    fc.assert(
      fc.property(schedules, fc.boolean(), ([a, b], normalised) => {
        const values = slow(a, b, normalised);
        const found = difference(a, b, NAME, normalised);
        if (!found) throw new Error("no difference");
        const columns = sampleColumns(found.curve, 0, found.positions - 1, 37);
        columns.forEach(({ step, first, min, max }, index) => {
          const inside = values.slice(step, columns[index + 1]?.step ?? values.length);
          const slack = 1e-12 * Math.max(...inside.map(Math.abs), 1);
          expect(Math.abs(first - (inside[0] ?? NaN))).toBeLessThanOrEqual(slack);
          expect(min).toBeLessThanOrEqual(Math.min(...inside) + slack);
          expect(max).toBeGreaterThanOrEqual(Math.max(...inside) - slack);
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe("the summary", () => {
  it("is what adding up all steps gives", () => {
    fc.assert(
      fc.property(schedules, ([schedule]) => {
        const values = Array.from({ length: schedule.length }, (_, k) =>
          rate(schedule).curve.at(k),
        );
        const sum = values.reduce((total, value) => total + value, 0);
        const found = summaryOfTrack(schedule, rate(schedule));
        expect(found.sum / sum).toBeCloseTo(1, 11);
        expect(found.mean / (sum / values.length)).toBeCloseTo(1, 11);
        // what lies within four roundings of the greatest is as great: curves/search.ts
        const greatest = Math.max(...values);
        expect(found.peak).toBeLessThanOrEqual(greatest);
        expect(found.peak).toBeGreaterThanOrEqual(greatest * (1 - 4 * Number.EPSILON));
        expect(values[found.peakStep]).toBeGreaterThanOrEqual(found.peak * (1 - 1.1e-9));
        expect(found.last).toBe(values.at(-1));
      }),
      { numRuns: 60 },
    );
  });

  it("tells the share of the run that warms up", () => {
    const schedule = scheduleOf({
      length: { steps: 1000 },
      learningRate: [
        { kind: "linear", from: 0, to: 1, for: "5%" },
        { kind: "cosine", to: 0 },
      ],
    });
    expect(summaryOfTrack(schedule, rate(schedule)).warmupShare).toBe(0.05);
    const flat = scheduleOf({ length: { steps: 10 }, learningRate: 1 });
    expect(summaryOfTrack(flat, rate(flat)).warmupShare).toBe(0);
  });
});

function rate(schedule: Schedule) {
  const track = schedule.tracks.get(NAME);
  if (!track) throw new Error("no rate");
  return track;
}
