import { describe, expect, test } from "vitest";
import type { FindingKind } from "../../../../src/probe/verdict/findings/finding";
import { inEnglish } from "../../../../src/probe/verdict/sentence";
import { judge } from "../../../../src/probe/verdict/verdict";
import { madeRun, noise, type Made } from "../runs";

const STEPS = 200;
const rise = (from: number, to: number, step: number): number =>
  from + (to - from) * (step / STEPS);
const decay = (step: number): number => Math.exp((-3 * step) / STEPS);

/** Falls to `end`, a little noisy, different for each seed. */
const falling = (end: number): Made => ({
  train: (seed, step) => end + (1 - end) * decay(step) ** 2 + 0.01 * noise(seed, step),
  validation: (seed, step) => end + 0.1 + (1 - end) * decay(step) ** 2 + 0.005 * noise(seed, step),
  rate: (step) => 0.1 * (1 - step / STEPS),
});

const kinds = (run: ReturnType<typeof madeRun>): [string, FindingKind][] =>
  judge(run).findings.map(({ schedule, kind }) => [schedule, kind]);
const sentences = (run: ReturnType<typeof madeRun>): string[] =>
  judge(run).conclusion.map(inEnglish);

describe("the comparison", () => {
  test("tells a difference in every seed, with the test and its p", () => {
    const [first, last] = sentences(madeRun({ high: falling(0.4), low: falling(0.2) }));
    expect(first).toMatch(
      /^"low" ends with a lower validation loss than "high" in 8 of 8 seeds, 0\.30\d? against 0\.50\d? in the mean \(p = 0\.0078\)\.$/,
    );
    expect(last).toMatch(/Wilcoxon's signed-rank test, exact, paired over the seeds.*not of yours/);
  });

  test("calls no difference what is within the spread", () => {
    const noisy = (phase: number): Made => ({
      train: (seed, step) => 0.3 + 0.1 * noise(seed + phase, step),
      validation: (seed, step) => 0.3 + 0.1 * noise(seed + phase, step),
    });
    const run = madeRun({ one: noisy(0), other: noisy(100) });
    const verdict = judge(run);
    expect(verdict.comparisons[0]?.p).toBeGreaterThan(0.05);
    expect(sentences(run)[0]).toMatch(/^Between .* no difference beyond the spread .* \(p = /);
  });

  test("says that three seeds can show nothing, and how many could", () => {
    const run = madeRun({ high: falling(0.4), low: falling(0.2) }, { seeds: 3 });
    expect(judge(run).seedsNeeded).toBe(6);
    expect(sentences(run)).toEqual([
      "With 3 seeds the least p possible is 0.25, so nothing can be concluded about differences between the schedules. At least 6 seeds are needed.",
    ]);
    expect(sentences(madeRun({ a: falling(0.4), b: falling(0.2) }, { seeds: 1 }))[0]).toMatch(
      /^One seed shows no spread/,
    );
  });

  test("of a grid compares the best with the others, and counts every pair that it beat", () => {
    const made = Object.fromEntries(
      [0.6, 0.5, 0.4, 0.3, 0.2, 0.45, 0.55].map((end) => [`peak ${end}`, falling(end)]),
    );
    const run = madeRun(made, { seeds: 12 });
    const grid = {
      ...run,
      schedules: run.schedules.map((schedule) => ({
        ...schedule,
        setting: { "learningRate.peak": Number(schedule.id.slice(5)) },
      })),
    };
    const { comparisons } = judge(grid);
    expect(comparisons).toHaveLength(6);
    for (const { a, p, adjusted } of comparisons) {
      expect(a.schedule.id).toBe("peak 0.2");
      expect(p).toBe(2 / 2 ** 12);
      expect(adjusted).toBeCloseTo((21 * 2) / 2 ** 12, 12);
    }
    const told = sentences(grid);
    expect(told).toContain(
      '7 settings were tried, and "peak 0.2" has the lowest loss of them in the mean. It was chosen for that loss, so the loss flatters it: confirm it with fresh seeds.',
    );
    expect(told.join("\n")).toContain("corrected for 21 comparisons");
    expect(judge(run).comparisons).toHaveLength(6);
    expect(judge({ ...grid, seeds: grid.seeds.slice(0, 8) }).seedsNeeded).toBe(10);
  });

  test("corrects for several comparisons", () => {
    const run = madeRun({ a: falling(0.4), b: falling(0.3), c: falling(0.2) });
    const { comparisons, conclusion } = judge(run);
    expect(comparisons.map(({ p }) => p)).toEqual([2 / 256, 2 / 256, 2 / 256]);
    for (const { adjusted } of comparisons) expect(adjusted).toBeCloseTo(6 / 256, 12);
    expect(inEnglish(conclusion.at(-1) ?? { text: "", values: [] })).toContain("3 comparisons");
  });

  test("compares many schedules with the first alone", () => {
    const many = Object.fromEntries(
      Array.from({ length: 7 }, (_, i) => [`s${i}`, falling(0.2 + 0.05 * i)]),
    );
    expect(judge(madeRun(many)).comparisons).toHaveLength(6);
  });

  test("counts a diverged training as the worst, never leaves it out", () => {
    const hot: Made = { ...falling(0.1), diverges: (seed) => (seed > 2 ? 50 : undefined) };
    const { comparisons, conclusion, rows } = judge(madeRun({ hot, cool: falling(0.4) }));
    expect(rows.map(({ diverged }) => diverged)).toEqual([6, 0]);
    expect(comparisons[0]?.a.schedule.id).toBe("cool");
    expect(comparisons[0]?.lower).toBe(6);
    expect(conclusion.map(inEnglish).join(" ")).not.toContain("NaN");
  });

  test("says nothing of differences where there is one schedule", () => {
    const { comparisons, conclusion, seedsNeeded } = judge(madeRun({ only: falling(0.2) }));
    expect([comparisons, conclusion, seedsNeeded]).toEqual([[], [], undefined]);
  });

  test("says where a run was cut short", () => {
    const run = madeRun({ a: falling(0.4), b: falling(0.2) });
    run.state = "cancelled";
    run.step = 120;
    expect(sentences(run)[0]).toBe(
      "The run ended at step 120 of 200; what follows is about that part.",
    );
  });
});

describe("what the curves show", () => {
  test("a good run gives no finding", () => {
    expect(kinds(madeRun({ good: falling(0.2) }))).toEqual([]);
  });

  test("divergence, with its first step and cause", () => {
    const run = madeRun({ hot: { ...falling(0.2), diverges: (seed) => 40 + seed } });
    const [found] = judge(run).findings;
    expect(found && inEnglish(found.sentence)).toBe(
      '"hot" diverged in 8 of 8 seeds, first at step 41: The loss overflowed.',
    );
  });

  test("an exploding start, but not a noisy one", () => {
    const bump = (size: number): Made => ({
      ...falling(0.2),
      train: (seed, step) =>
        falling(0.2).train(seed, step) + size * Math.exp(-(((step - 12) / 5) ** 2)),
    });
    expect(kinds(madeRun({ bump: bump(3) }))).toEqual([["bump", "explodingStart"]]);
    expect(kinds(madeRun({ bump: bump(0.2) }))).toEqual([]);
  });

  test("over-fitting: validation rises while training falls", () => {
    const over: Made = {
      ...falling(0.05),
      validation: (seed, step) => 0.3 + Math.abs(step - 80) / 200 + 0.005 * noise(seed, step),
    };
    expect(kinds(madeRun({ over }))).toEqual([["over", "overFitting"]]);
    // Validation that rises because training itself gets worse is no over-fitting.
    const worse: Made = {
      ...over,
      train: (seed, step) => 1 + rise(0, 0.5, step) + 0.01 * noise(seed, step),
    };
    expect(kinds(madeRun({ worse })).map(([, kind]) => kind)).not.toContain("overFitting");
  });

  test("under-fitting, against the schedule that fitted best", () => {
    const found = kinds(madeRun({ poor: falling(0.5), good: falling(0.1) }));
    expect(found).toEqual([["poor", "underFitting"]]);
  });

  test("a loss still falling under a rate that stays, and not under one that decays", () => {
    const slow: Made = {
      train: (seed, step) => 1 - 0.5 * (step / STEPS) + 0.005 * noise(seed, step),
      rate: () => 0.01,
    };
    expect(kinds(madeRun({ slow }))).toEqual([["slow", "stillFalling"]]);
    expect(kinds(madeRun({ slow: { ...slow, rate: (step) => 1 - step / STEPS } }))).toEqual([]);
  });

  test("a loss that hardly moved", () => {
    const idle: Made = { train: (seed, step) => 1 + 0.02 * noise(seed, step), rate: () => 1e-6 };
    expect(kinds(madeRun({ idle }))).toContainEqual(["idle", "notLearned"]);
  });

  test("none of a training loss that measures something else at every step", () => {
    const still: Made = { train: (seed, step) => 1 + 0.02 * noise(seed, step), rate: () => 1e-6 };
    for (const track of ["noise", "temperature", "augmentation"]) {
      const moved: Made = { ...still, tracks: { [track]: (step) => 1 - step / STEPS } };
      expect(kinds(madeRun({ moved })), track).toEqual([]);
      const held: Made = { ...still, tracks: { [track]: () => 0.5 } };
      expect(kinds(madeRun({ held })), track).toContainEqual(["held", "notLearned"]);
    }
  });

  test("no under-fitting against a training loss that measures something else", () => {
    const high: Made = { ...falling(0.8), tracks: { augmentation: () => 0.5 } };
    const low: Made = { ...falling(0.2), tracks: { augmentation: () => 0 } };
    const under = (run: ReturnType<typeof madeRun>) =>
      kinds(run).some(([, kind]) => kind === "underFitting");
    expect(under(madeRun({ high, low }))).toBe(false);
    expect(under(madeRun({ high: falling(0.8), low: falling(0.2) }))).toBe(true);
    // Without the track the task does what it does by itself, which no value of the track says.
    for (const track of ["noise", "temperature", "augmentation"]) {
      const held = (end: number): Made => ({ ...falling(end), tracks: { [track]: () => 0 } });
      expect(under(madeRun({ high: held(0.8), low: falling(0.2) })), track).toBe(false);
      expect(under(madeRun({ high: falling(0.8), low: held(0.2) })), track).toBe(false);
      expect(under(madeRun({ high: held(0.8), low: held(0.2) })), track).toBe(true);
    }
  });

  test("a rate that decayed away while the loss was falling", () => {
    const early: Made = {
      train: (seed, step) => 1 - 0.5 * Math.min(1, step / 80) + 0.005 * noise(seed, step),
      rate: (step) => (step < 80 ? 0.1 : 0.0001),
    };
    const [found] = judge(madeRun({ early })).findings;
    expect(found?.kind).toBe("decayedAway");
    expect(found && inEnglish(found.sentence)).toContain("by step 80 of 200");
    // Where the loss had been done before, the rate did no harm.
    const done: Made = {
      ...early,
      train: (seed, step) => 1 - 0.5 * Math.min(1, step / 20) + 0.005 * noise(seed, step),
    };
    expect(kinds(madeRun({ done })).map(([, kind]) => kind)).not.toContain("decayedAway");
  });

  test("a noise floor under a constant rate", () => {
    const floor: Made = {
      train: (seed, step) => 0.4 + 0.6 * Math.exp(-step / 15) + 0.02 * noise(seed, step),
      rate: () => 0.3,
    };
    expect(kinds(madeRun({ floor }))).toEqual([["floor", "noiseFloor"]]);
  });
});
