import { describe, expect, test } from "vitest";
import { rangeTestResult, type SweptReplica } from "../../../src/probe/rangeTest/result";
import { smooth, suggestions } from "../../../src/probe/rangeTest/suggestions";
import {
  checkSweep,
  rangeTestRequest,
  sweepRates,
  type Sweep,
} from "../../../src/probe/rangeTest/sweep";
import { newRun, takeEvent } from "../../../src/probe/results/run";
import { probeControl } from "../../../src/probe/control";
import { wasm } from "./backends";
import { run, schedule } from "./requests";

const RATES = Array.from({ length: 60 }, (_, i) => 1e-5 * 1e6 ** (i / 59));
const RAW = RATES.map(
  (_, i) =>
    2 -
    1.2 / (1 + Math.exp(-(i - 30) / 4)) +
    0.15 * Math.sin(1.7 * i) +
    (i < 48 ? 0 : 0.05 * (i - 48) ** 2),
);

describe("suggestions", () => {
  // Expected values: valley, steep and minimum of fastai 2.7 (callback/schedule.py) and AvgSmoothLoss
  // (learner.py), run once in Python (torch 2.13) on the same curve.
  test("the smoothing is fastai's", () => {
    const expected = [1.999335, 2.006269, 1.954924, 1.703568, 1.415628];
    const found = smooth(RAW).filter((_, i) => i % 12 === 0);
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? NaN, 5);
    });
  });

  test.each([
    ["smoothed", smooth(RAW, 0.9), [0.03625117, 0.0112421, 0.121547425]],
    ["raw", RAW, [0.01420831, 0.04581598, 0.060208945]],
  ] as const)("of a %s curve are fastai's", (_, losses, expected) => {
    const found = suggestions(RATES, losses);
    expect(found.map(({ method }) => method)).toEqual(["steepest", "valley", "minimum"]);
    found.forEach(({ rate }, i) => {
      expect(rate / (expected[i] ?? NaN)).toBeCloseTo(1, 5);
    });
  });

  test("there are none where the loss never fell, or there is next to nothing", () => {
    expect(suggestions(RATES, RATES)).toEqual([]);
    expect(suggestions([1, 2], [2, 1])).toEqual([]);
    expect(suggestions([], [])).toEqual([]);
  });
});

describe("a sweep", () => {
  test("rises in equal ratios, or in equal steps", () => {
    const sweep: Sweep = { from: 0.001, to: 1, steps: 31, shape: "exponential" };
    const rates = sweepRates(sweep);
    expect([rates[0], rates[10], rates[20], rates[30]].map((rate) => rate?.toFixed(9))).toEqual([
      "0.001000000",
      "0.010000000",
      "0.100000000",
      "1.000000000",
    ]);
    expect(sweepRates({ ...sweep, shape: "linear" })[15]).toBeCloseTo(0.5005, 12);
  });

  test.each([
    [{ from: 0 }, /above 0/],
    [{ from: NaN }, /above 0/],
    [{ to: 0.0001 }, /must end above/],
    [{ to: Infinity }, /must end above/],
    [{ steps: 3 }, /at least 20 steps/],
    [{ steps: 1.5e300 }, /at least 20 steps/],
  ])("%j is refused in a sentence", (wrong, sentence) => {
    const sweep: Sweep = { from: 0.001, to: 1, steps: 30, shape: "linear", ...wrong };
    expect(checkSweep(sweep)).toMatch(sentence);
  });
});

describe("a range test", () => {
  const replica = (seed: number, losses: readonly number[], diverged?: number): SweptReplica => ({
    seed,
    train: losses.map((loss, step) => [step, loss]),
    diverged: diverged === undefined ? undefined : { step: diverged },
  });
  const sweep: Sweep = { from: 0.01, to: 1, steps: 40, shape: "exponential" };

  test("ends where the smoothed loss is four times its best, or a seed diverges", () => {
    const flat = Array.from({ length: 40 }, () => 1);
    const wild = flat.map((loss, step) => (step < 30 ? loss : 500));
    expect(rangeTestResult(sweep, [replica(1, flat)]).stopped).toBeUndefined();
    const blown = rangeTestResult(sweep, [replica(1, flat), replica(2, wild)]);
    expect(blown.stopped).toMatchObject({ step: 30, by: "loss" });
    expect(blown.rates).toHaveLength(30);
    expect(blown.bySeed.map(({ losses }) => losses.length)).toEqual([30, 30]);
    const diverged = rangeTestResult(sweep, [replica(1, flat), replica(2, flat.slice(0, 25), 24)]);
    expect(diverged.stopped).toMatchObject({ step: 24, by: "divergence" });
  });

  test("has nothing to say before its first step", () => {
    expect(rangeTestResult(sweep, [replica(1, []), replica(2, [1])])).toMatchObject({
      rates: [],
      smoothed: [],
      suggestions: [],
      stopped: undefined,
    });
  });

  test("tells rates as the definition has them, not as the probe scales them", () => {
    const losses = Array.from({ length: 40 }, (_, i) => 2 - i / 40);
    const [plain, scaled] = [1, 10].map((scale) =>
      rangeTestResult(sweep, [replica(1, losses)], scale),
    );
    plain?.suggestions.forEach(({ rate }, i) => {
      expect(scaled?.suggestions[i]?.rate).toBeCloseTo(rate / 10, 12);
    });
    expect(plain?.suggestions).toHaveLength(3);
  });

  test("of the quadratic blows up above its speed limit and suggests rates below", async () => {
    const wide: Sweep = { from: 0.001, to: 100, steps: 200, shape: "exponential" };
    const planned = schedule("a", { learningRate: [0.3], momentum: [0.5] });
    const request = rangeTestRequest(
      { task: "quadratic", steps: 1, seeds: [1, 2, 3, 4], schedules: [planned] },
      wide,
    );
    expect(request.schedules[0]?.tracks["momentum"]).toEqual(new Array(200).fill(0.5));
    const kept = newRun(request);
    const control = probeControl();
    await run(request, [wasm], control, (event) => {
      takeEvent(kept, event);
      if (rangeTestResult(wide, kept.replicas).stopped) control.cancel();
    });
    const { stopped, suggestions: found } = rangeTestResult(wide, kept.replicas);
    // The limit is 2 (1 + 0.5) / 1; it takes a few steps above it until the loss shows it.
    expect(stopped?.rate).toBeGreaterThan(3);
    expect(stopped?.rate).toBeLessThan(12);
    expect(found).toHaveLength(3);
    for (const { rate } of found) expect(rate).toBeLessThan(3);
  });
});
