import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  meanOfTrack,
  shareOfPhase,
  shrinkage,
  sumOfTrack,
} from "../../../src/core/schedule/integrals";
import { buildSchedule } from "../../../src/core/schedule/build";
import type { Schedule, Track } from "../../../src/core/schedule/schedule";
import { definition } from "./arbitraries";
import { scheduleOf } from "./build";

const rateOf = (schedule: Schedule): Track => {
  const track = schedule.tracks.get("learningRate");
  if (track === undefined) throw new Error("no rate");
  return track;
};
const valuesOf = ({ length }: Schedule, { curve }: Track): number[] =>
  Array.from({ length }, (_, step) => curve.at(step));
const added = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

describe("integrals", () => {
  it("of a line and a half cosine are what the formulas give", () => {
    // Σ k/10 for k = 0 … 9 is 4.5; the updates of a half cosine from 1 to 0 over n are (n + 1) / 2
    const schedule = scheduleOf({
      length: { steps: 110 },
      learningRate: [
        { kind: "linear", from: 0, to: 1, for: 10 },
        { kind: "cosine", to: 0 },
      ],
      optimizer: { weightDecay: 0.1 },
    });
    const rate = rateOf(schedule);
    expect(sumOfTrack(schedule, rate)).toBeCloseTo(55, 12);
    expect(meanOfTrack(schedule, rate)).toBeCloseTo(0.5, 14);
    const [warmup, decay] = rate.phases;
    expect(warmup && shareOfPhase(schedule, rate, warmup)).toBeCloseTo(4.5 / 55, 14);
    expect(decay && shareOfPhase(schedule, rate, decay)).toBeCloseTo(50.5 / 55, 14);
    expect(shrinkage(schedule)?.area).toBeCloseTo(5.5, 12);
  });

  it("are those of adding update by update", () => {
    fc.assert(
      fc.property(definition, (plain) => {
        const schedule = scheduleOf(plain);
        const rate = rateOf(schedule);
        const decay = schedule.tracks.get("weightDecay");
        if (decay === undefined) throw new Error("no decay");
        const [rates, decays] = [valuesOf(schedule, rate), valuesOf(schedule, decay)];
        const sum = added(rates);
        expect(Math.abs(sumOfTrack(schedule, rate) / sum - 1)).toBeLessThan(1e-11);
        expect(Math.abs((meanOfTrack(schedule, rate) * rates.length) / sum - 1)).toBeLessThan(
          1e-11,
        );
        const area = added(rates.map((value, i) => value * (decays[i] ?? NaN)));
        expect(Math.abs((shrinkage(schedule)?.area ?? NaN) / area - 1)).toBeLessThan(1e-11);
        const shares = rate.phases.map((phase) => shareOfPhase(schedule, rate, phase) ?? NaN);
        expect(Math.abs(added(shares) - 1)).toBeLessThan(1e-11);
        rate.phases.forEach(({ start, end }, i) => {
          const part = added(rates.slice(start, end)) / sum;
          expect(Math.abs((shares[i] ?? NaN) - part)).toBeLessThan(1e-11);
        });
      }),
      { numRuns: 150 },
    );
  });

  it("of a constant product are the product times the updates, however many", () => {
    const schedule = scheduleOf({
      length: { steps: 1e9 },
      learningRate: { kind: "cosine", from: 1, to: 0.01 },
      weightDecay: { follow: "learningRate", relation: "constantProduct", product: 1e-9 },
    });
    expect(Math.abs((shrinkage(schedule)?.area ?? NaN) - 1)).toBeLessThan(1e-12);
    expect(shrinkage(schedule)?.kept).toBeCloseTo(Math.exp(-1), 12);
  });

  it("keep what decoupled decay leaves of a weight", () => {
    const schedule = scheduleOf({
      length: { steps: 5000 },
      learningRate: { kind: "cosine", from: 1e-3, to: 0 },
      weightDecay: 0.1,
    });
    const weight = valuesOf(schedule, rateOf(schedule)).reduce(
      (w, rate) => w * (1 - rate * 0.1),
      1,
    );
    expect(Math.abs((shrinkage(schedule)?.kept ?? NaN) / weight - 1)).toBeLessThan(1e-4);
  });

  it("are not there where there is nothing to add", () => {
    const zero = scheduleOf({ length: { steps: 9 }, learningRate: 0 });
    const rate = rateOf(zero);
    expect(shareOfPhase(zero, rate, { start: 0, end: 9 })).toBeUndefined();
    expect(shrinkage(zero)).toBeUndefined();
    const { schedule } = buildSchedule({
      length: { steps: 9 },
      learningRate: [{ kind: "linear", from: 0, to: "x" }],
      weightDecay: 0.1,
    });
    if (schedule === undefined) throw new Error("no schedule");
    expect(meanOfTrack(schedule, rateOf(schedule))).toBeNaN();
    expect(shrinkage(schedule)).toBeUndefined();
  });
});
