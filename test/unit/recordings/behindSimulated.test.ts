import { describe, expect, it } from "vitest";
import { buildSchedule } from "../../../src/core/schedule/build";
import { fromRates } from "../../../src/core/recordings/planBehind";
import type { Precision, Series } from "../../../src/core/recordings/recording";
import { Chance, planFrom } from "./simulate";

const RUNS = process.env["LONG"] ? 10_000 : 150;

/** A schedule of a kind that people use, with figures that people type. */
function definitionBy(chance: Chance): Record<string, unknown> {
  const length = chance.one([300, 500, 1000, 1200]);
  const peak = chance.one([1e-3, 5e-4, 0.1, 3e-4, 2e-5]);
  const to = chance.one([0, peak / 10]);
  const warmup = chance.one([0, 10, 50]);
  const rise = warmup === 0 ? [] : [{ kind: "linear", from: 0, to: peak, for: warmup }];
  const from = warmup === 0 ? { from: peak } : {};
  const ramp = chance.one(["linear", "cosine", "oneMinusSqrt"]);
  const held =
    warmup === 0 ? { kind: "constant", value: peak, for: 200 } : { kind: "hold", for: 180 };
  const phases = chance.one([
    [...rise, { kind: ramp, to, ...from }],
    [...rise, held, { kind: ramp, to }],
    [...rise, { kind: "cosineRestarts", to, period: chance.one([50, 80, 100]), ...from }],
    [...rise, { kind: "cosineRestarts", to, period: 40, periodGrowth: 2, ...from }],
    [{ kind: "oneCycle", peak }],
  ]);
  return { length: { steps: length }, learningRate: phases.length === 1 ? phases[0] : phases };
}

interface Logged {
  readonly series: Series;
  /** The last step of the log. */
  readonly last: number;
}

function loggedBy(chance: Chance, at: (step: number) => number, length: number): Logged {
  const every = chance.one([1, 5, 10]);
  const share = chance.one([1, 0.8, 0.6]);
  const count = Math.max(4, Math.floor((length * share) / every));
  const digits = chance.one([undefined, 6, 4]);
  const precision: Precision =
    digits === undefined ? { kind: "exact" } : { kind: "digits", digits };
  const steps = Float64Array.from({ length: count }, (_, i) => i * every);
  const values = steps.map((step) => {
    const rate = at(step);
    return digits === undefined ? rate : Number(rate.toPrecision(digits));
  });
  const series: Series = {
    tag: "lr",
    axis: "steps",
    steps,
    values,
    times: undefined,
    precision,
    stride: 1,
  };
  return { series, last: (count - 1) * every };
}

describe("the schedule behind a simulated log", () => {
  it("is the run's own wherever no other is said to fit", () => {
    const chance = new Chance(20260);
    let found = 0;
    for (let run = 0; run < RUNS; run++) {
      const definition = definitionBy(chance);
      const truth = planFrom(definition);
      const { series, last } = loggedBy(chance, (step) => truth.at(step), truth.length);
      const { plan, identifiable, resolution } = fromRates(series);
      if (plan === null) continue;
      found += 1;
      const { schedule } = buildSchedule(plan);
      const curve = schedule?.tracks.get("learningRate")?.curve;
      // a length that only follows from where the log ends says nothing of what comes after it
      const until = identifiable ? Math.min(truth.length, schedule?.length ?? 0) : last + 1;
      for (let step = 0; step < until; step += 7) {
        const off = Math.abs((curve?.at(step) ?? NaN) - truth.at(step));
        const allowed = identifiable ? 1e-3 * truth.peak + resolution : resolution + truth.peak;
        expect(off, JSON.stringify({ definition, plan, step })).toBeLessThanOrEqual(allowed);
      }
    }
    expect(found).toBeGreaterThan(0.8 * RUNS);
  });
});

/** The rates of a run that is played update by update, of which some are skipped. */
function playedWithSkips(chance: Chance, at: (step: number) => number, length: number): Logged {
  const skipped = new Set(
    Array.from({ length: chance.whole(1, 4) }, () => chance.whole(0, length - 1)),
  );
  let update = 0;
  const rates = Array.from({ length }, (_, step) => at(skipped.has(step) ? update : update++));
  return loggedBy(chance, (step) => rates[step] ?? NaN, length);
}

describe("the schedule behind a log with skipped updates", () => {
  it("is the run's own wherever no other is said to fit", () => {
    const chance = new Chance(7);
    let found = 0;
    for (let run = 0; run < RUNS; run++) {
      const definition = definitionBy(chance);
      const truth = planFrom(definition);
      const { series } = playedWithSkips(chance, (step) => truth.at(step), truth.length);
      const { plan, identifiable, resolution, causes } = fromRates(series);
      // one without a word of skips is what the rates were, whatever was to be
      if (plan === null || !causes.some(({ kind }) => kind === "skippedSteps")) continue;
      found += 1;
      if (!identifiable) continue;
      const { schedule } = buildSchedule(plan);
      const curve = schedule?.tracks.get("learningRate")?.curve;
      for (let step = 0; step < Math.min(truth.length, schedule?.length ?? 0); step += 7) {
        const off = Math.abs((curve?.at(step) ?? NaN) - truth.at(step));
        expect(off, JSON.stringify({ run, definition, plan, causes, step })).toBeLessThanOrEqual(
          // a skip or two that a coarse log doesn't show
          5e-3 * truth.peak + resolution,
        );
      }
    }
    expect(found).toBeGreaterThan(0.1 * RUNS);
  });

  it("isn't made up of another shape", () => {
    const chance = new Chance(11);
    for (let run = 0; run < RUNS; run++) {
      const length = chance.one([300, 1000, 1200]);
      const power = chance.one([0.5, 1.3, 2.7, 3]);
      const shape = chance.one([
        (share: number) => (1 - share) ** power,
        (share: number) => Math.exp(-power * share),
        (share: number) => 1 / (1 + power * share),
        (share: number) => 1 - share + 0.1 * Math.sin(6 * power * share),
      ]);
      const { series } = loggedBy(chance, (step) => 1e-3 * shape(step / length), length);
      const { plan, causes } = fromRates(series);
      const skips = causes.filter(({ kind }) => kind === "skippedSteps");
      expect(skips, JSON.stringify({ run, length, power, plan })).toEqual([]);
    }
  });
});
