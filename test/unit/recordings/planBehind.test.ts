import { describe, expect, it } from "vitest";
import { fromRates, planBehind } from "../../../src/core/recordings/planBehind";
import type { HyperParameter, Recording, Series } from "../../../src/core/recordings/recording";

const logOf = (of: (step: number) => number, count: number, every = 1, first = 0): Series => {
  const steps = Float64Array.from({ length: count }, (_, i) => first + i * every);
  return {
    tag: "lr",
    axis: "steps",
    steps,
    values: steps.map(of),
    times: undefined,
    precision: { kind: "exact" },
    stride: 1,
  };
};

// transformers' own multipliers, by their formulas
const linear = (k: number, w: number, n: number): number =>
  k < w ? k / w : Math.max(0, (n - k) / (n - w));
const cosine = (k: number, w: number, n: number): number =>
  k < w ? k / w : 0.5 * (1 + Math.cos((Math.PI * (k - w)) / (n - w)));

// transformers' warmup_stable_decay with a linear or 1-sqrt decay to a share of the rate
const stable = (k: number, [w, s, d]: readonly number[], shape: (p: number) => number): number => {
  const [warmup = 0, held = 0, decay = 1] = [w, s, d];
  if (k < warmup) return k / warmup;
  if (k < warmup + held) return 1;
  return shape(Math.min(1, (k - warmup - held) / decay));
};

/** SGDR by its paper's formula; the cycles' lengths are multiplied by `growth`. */
function sgdr(k: number, period: number, growth: number): number {
  let [start, length] = [0, period];
  while (k >= start + length) [start, length] = [start + length, length * growth];
  return 0.5 * (1 + Math.cos((Math.PI * (k - start)) / length));
}

/** torch's OneCycleLR: the peak at pct · N − 1, the end at N − 1. */
function oneCycle(
  k: number,
  n: number,
  pct: number,
  [div, final]: readonly [number, number],
): number {
  const summit = pct * n - 1;
  const [from, to, p] =
    k <= summit ? [1 / div, 1, k / summit] : [1, 1 / div / final, (k - summit) / (n - 1 - summit)];
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * p));
}

describe("the schedule behind a log", () => {
  it.each<[string, Series, number, unknown]>([
    ["constant", logOf(() => 3e-4, 50), 51, { kind: "constant", value: 3e-4 }],
    [
      "linear with warmup",
      logOf((s) => 5e-5 * linear(s, 100, 1200), 120, 10),
      1200,
      [
        { kind: "linear", from: 0, to: 5e-5, for: 100 },
        { kind: "linear", to: 0 },
      ],
    ],
    [
      "cosine with warmup, cut off",
      logOf((s) => 2e-4 * cosine(s, 50, 2000), 90, 10, 10),
      2000,
      [
        { kind: "linear", from: 0, to: 2e-4, for: 50 },
        { kind: "cosine", to: 0 },
      ],
    ],
    [
      "steps",
      logOf((s) => 0.1 * 0.1 ** Math.floor(s / 30), 90),
      90,
      { kind: "multiStep", at: [30, 60], factor: 0.1, from: 0.1 },
    ],
    [
      "exponential",
      logOf((s) => 0.01 * 0.95 ** s, 60),
      60,
      { kind: "exponential", factor: 0.95, every: 1, from: 0.01 },
    ],
    [
      "warmup, plateau, linear decay",
      logOf((s) => 1e-3 * stable(s, [100, 700, 200], (p) => 1 - p), 99, 10),
      1000,
      [
        { kind: "linear", from: 0, to: 1e-3, for: 100 },
        { kind: "hold", for: 700 },
        { kind: "linear", to: 0 },
      ],
    ],
    [
      "plateau, 1 − √ decay to a tenth",
      logOf((s) => 3e-4 * stable(s, [0, 800, 200], (p) => 1 - 0.9 * Math.sqrt(p)), 960),
      1000,
      [
        { kind: "constant", value: 3e-4, for: 800 },
        { kind: "oneMinusSqrt", to: 3e-5 },
      ],
    ],
    [
      "restarts of equal length",
      logOf((s) => 0.1 * sgdr(s, 50, 1), 190),
      190,
      { kind: "cosineRestarts", to: 0, period: 50, from: 0.1 },
    ],
    [
      "restarts, each twice as long",
      logOf((s) => 0.1 * sgdr(s, 100, 2), 140, 5),
      696,
      { kind: "cosineRestarts", to: 0, period: 100, periodGrowth: 2, from: 0.1 },
    ],
    [
      "one cycle with torch's own shares",
      logOf((s) => 0.1 * oneCycle(s, 1000, 0.3, [25, 1e4]), 700),
      1000,
      { kind: "oneCycle", peak: 0.1 },
    ],
    [
      "one cycle with others, logged now and then",
      logOf((s) => 6e-3 * oneCycle(s, 2000, 0.25, [10, 100]), 190, 10),
      2000,
      { kind: "oneCycle", peak: 6e-3, initialDivisor: 10, finalDivisor: 100, rise: "25%" },
    ],
  ])("is found: %s", (_, series, length, learningRate) => {
    const { plan, causes, residual, resolution } = fromRates(series);
    expect(plan?.learningRate).toEqual(learningRate);
    expect([length, length + 1]).toContain((plan?.length?.steps ?? 0) + (length === 51 ? 1 : 0));
    expect(causes).toEqual([]);
    expect(residual).toBeLessThanOrEqual(resolution);
  });

  it("is found behind a log that counts from 1", () => {
    const { plan, causes } = fromRates(logOf((s) => 1e-3 * linear(s - 1, 20, 500), 500, 1, 1));
    expect(plan?.learningRate).toEqual([
      { kind: "linear", from: 0, to: 1e-3, for: 20 },
      { kind: "linear", to: 0 },
    ]);
    expect(causes).toMatchObject([{ kind: "offset", steps: -1 }]);
  });

  it.each([1_048_573, 10_485_763, 41_943_041])(
    "has its own length where that is no round number: %i updates",
    (length) => {
      const log = logOf((s) => 1e-3 * (1 - s / length), 4000, Math.floor(length / 4000));
      expect(fromRates(log).plan).toEqual({
        length: { steps: length },
        learningRate: { kind: "linear", from: 1e-3, to: 0 },
      });
    },
  );

  it("is found where updates were skipped, which are told with it", () => {
    const lag = (s: number): number => (s > 411 ? 2 : s > 300 ? 1 : 0);
    const log = logOf((s) => 1e-3 * linear(s - lag(s), 20, 500), 500);
    expect(fromRates(log)).toMatchObject({
      plan: { length: { steps: 500 } },
      causes: [{ kind: "skippedSteps", count: 2, at: [300, 411] }],
      sentence: expect.stringContaining("stood still for 2 skipped updates") as string,
    });
  });

  it("isn't made up where no whole step is the peak of a one-cycle", () => {
    const between = logOf((s) => 6e-3 * oneCycle(s, 1999, 0.25, [10, 100]), 1999);
    expect(fromRates(between).plan).toBeNull();
  });

  it("isn't made up where the rates follow none", () => {
    const noisy = logOf((s) => 0.1 + 0.05 * Math.sin(s * s), 200);
    expect(fromRates(noisy)).toMatchObject({ plan: null, identifiable: false });
    expect(fromRates(logOf(() => 1, 2)).plan).toBeNull();
  });

  it("is what the run's own settings say, where its rates agree", () => {
    const settings = new Map<string, HyperParameter>([
      ["learning_rate", 5e-5],
      ["lr_scheduler_type", "linear"],
      ["warmup_ratio", 0.1],
      ["max_steps", 777],
    ]);
    const series = logOf((s) => 5e-5 * linear(s, 78, 777), 77, 10, 10);
    const run: Recording = {
      name: "r",
      series: new Map(),
      hyperParameters: settings,
      restarts: [],
      skipped: 0,
    };
    expect(planBehind(run, series)).toMatchObject({
      from: "settings",
      causes: [],
      plan: {
        length: { steps: 777 },
        learningRate: [
          { for: 78, to: 5e-5 },
          { kind: "linear", to: 0 },
        ],
      },
    });
    const half = planBehind(run, { ...series, values: series.values.map((v) => v / 2) });
    expect(half.causes).toMatchObject([{ kind: "peak", factor: 0.5 }]);
  });

  const runOf = (
    settings: Record<string, HyperParameter>,
    more: [string, Series][] = [],
  ): Recording => ({
    name: "r",
    series: new Map(more),
    hyperParameters: new Map(Object.entries(settings)),
    restarts: [],
    skipped: 0,
  });

  it("takes the number of updates from the log's epochs where only those are set", () => {
    const settings = {
      learning_rate: 2e-5,
      lr_scheduler_type: "SchedulerType.COSINE",
      warmup_ratio: 0.1,
      max_steps: -1,
      num_train_epochs: 3,
    };
    // 391 updates an epoch: N = 1,173, W = 118 (transformers, get_cosine_schedule_with_warmup)
    const rate = (s: number): number =>
      2e-5 * (s < 118 ? s / 118 : 0.5 * (1 + Math.cos((Math.PI * (s - 118)) / (1173 - 118))));
    const series = logOf(rate, 70, 10, 10);
    const epochs = {
      ...series,
      tag: "train/epoch",
      values: series.steps.map((s) => Number((s / 391).toFixed(2))),
    };
    expect(planBehind(runOf(settings, [["epoch", epochs]]), series)).toMatchObject({
      from: "settings",
      causes: [],
      plan: {
        length: { steps: 1173 },
        learningRate: [
          { for: 118, to: 2e-5 },
          { kind: "cosine", to: 0 },
        ],
      },
    });
  });

  it.each([
    [false, (e: number) => (1 - e / 100) * (1 - 0.01) + 0.01],
    [true, (e: number) => ((1 - Math.cos((Math.PI * e) / 100)) / 2) * (0.01 - 1) + 1],
  ] as const)(
    "is that of Ultralytics' arguments after the warmup (cos_lr %s)",
    (cosine, factor) => {
      const settings = {
        lr0: 0.02,
        lrf: 0.01,
        epochs: 100,
        warmup_epochs: 3,
        cos_lr: cosine,
        optimizer: "SGD",
      };
      const logged = logOf((e) => (e < 3 ? 0.07 : 0.02 * factor(e)), 60);
      const series: Series = { ...logged, axis: "epochs" };
      const found = planBehind(runOf(settings), series);
      expect(found).toMatchObject({
        from: "settings",
        causes: [],
        plan: {
          length: { steps: 100 },
          learningRate: { kind: cosine ? "cosine" : "linear", from: 0.02 },
        },
      });
      expect(found.sentence).toContain("The warmup of the first 3 epochs isn't in it");
      expect(planBehind(runOf({ ...settings, optimizer: "auto" }), series).from).toBe("rates");
    },
  );
});
