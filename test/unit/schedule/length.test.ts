import { describe, expect, it } from "vitest";
import { resolveDuration } from "../../../src/core/schedule/durations";
import { parseDuration } from "../../../src/core/schedule/time";
import { scheduleOf, trackOf } from "./build";

const stepsOf = (length: Record<string, unknown>): number => scheduleOf({ length }).length;

describe("the length of a run", () => {
  it.each([
    [{ steps: 1000 }, 1000],
    [{ steps: 999.5 }, 1000],
    [{ epochs: 90, stepsPerEpoch: 156 }, 14_040],
    [{ epochs: 0.5, stepsPerEpoch: 157 }, 79],
    // 67,349 / 32 = 2,104.7: a last, smaller batch
    [{ epochs: 3, samples: 67_349, batchSize: 32 }, 3 * 2105],
    [{ epochs: 3, samples: 67_349, batchSize: 32, dropLast: true }, 3 * 2104],
    // Hugging Face: ceil(ceil(100 / 8) / 4) = 4 updates an epoch
    [{ epochs: 2, samples: 100, batchSize: 8, accumulate: 4 }, 2 * 4],
    [{ epochs: 2, samples: 100, batchSize: 8, accumulate: 4, dropLast: true }, 2 * 3],
    // two devices: ceil(100 / 16) = 7
    [{ epochs: 2, samples: 100, batchSize: 8, devices: 2 }, 2 * 7],
    [{ rounds: 50, stepsPerRound: 20 }, 1000],
    [{ tokens: 300e9, tokensPerStep: 3.2e6 }, 93_750],
    [{ steps: 1e15 }, 1e15],
  ])("%j is %i steps", (length, steps) => {
    expect(stepsOf(length)).toBe(steps);
  });
});

describe("a duration", () => {
  const time = { steps: 1000, stepsPerEpoch: 30, stepsPerRound: 8, tokensPerStep: 2e6 };
  it.each<[number | string, number]>([
    [12, 12],
    ["500 steps", 500],
    ["1 step", 1],
    ["5 epochs", 150],
    ["0.05 epochs", 2],
    ["3 rounds", 24],
    ["10%", 100],
    ["0.05%", 1],
    ["2B tokens", 1000],
    ["375M tokens", 188],
    ["1_000 steps", 1000],
    ["1e2 steps", 100],
    [" 5 epochs ", 150],
  ])("%j is %i steps", (duration, steps) => {
    expect(resolveDuration(duration, time)).toMatchObject({ steps });
  });

  it.each([
    "",
    "epochs",
    "5",
    "5 weeks",
    "5 epochs more",
    "1,5 epochs",
    "0x5 steps",
    "Infinity steps",
    "constructor",
  ])("%j is none", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it("of shares that add up to the run leaves no gap, whatever each is rounded to", () => {
    for (const steps of [3, 7, 10, 99, 101, 1003]) {
      const thirds = [33.3333333, 33.3333333, 33.3333334];
      const curve = trackOf({
        length: { steps },
        learningRate: thirds.map((share, i) => ({
          kind: "constant",
          value: i + 1,
          for: `${share}%`,
        })),
      });
      expect([curve.at(0), curve.at(steps - 1), curve.at(steps)]).toEqual([1, 3, 3]);
    }
  });
});

describe("absurd lengths", () => {
  it("a run of 10¹⁵ steps is evaluated in closed form", () => {
    const steps = 1e15;
    const curve = trackOf({
      length: { steps },
      learningRate: [
        { kind: "linear", from: 0, to: 1, for: "1%" },
        { kind: "cosine", to: 0 },
      ],
    });
    expect([curve.at(5e12), curve.at(1e13), curve.at(5.05e14), curve.at(steps)]).toEqual([
      0.5,
      1,
      expect.closeTo(0.5, 12),
      0,
    ]);
    // the sum of a line is a trapezium, that of half a cosine half its length
    expect(Math.abs(curve.sum(0, steps) / (5e12 + 4.95e14) - 1)).toBeLessThan(1e-12);
  });

  it("100,000 phases are built, evaluated and summed", () => {
    const count = 100_000;
    const learningRate = Array.from({ length: count }, (_, i) => ({
      kind: "constant",
      value: i % 10,
      for: 3,
    }));
    const curve = trackOf({ length: { steps: 3 * count }, learningRate });
    expect([curve.at(0), curve.at(3 * 54_321), curve.at(3 * 54_321 - 1)]).toEqual([0, 1, 0]);
    expect(curve.extremes(31, 58)).toEqual({ min: 0, max: 9 });
    expect(curve.extremes(0, 3 * count)).toEqual({ min: 0, max: 9 });
    expect(curve.sum(0, 3 * count)).toBe(4.5 * 3 * count);
  });
});
