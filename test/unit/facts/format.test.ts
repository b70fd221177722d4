import { describe, expect, it } from "vitest";
import { durationLike } from "../../../src/core/edit/duration";
import { formatCount, formatNumber, formatShare, formatShort } from "../../../src/core/text/format";
import { plural } from "../../../src/core/text/plural";

describe("numbers for people", () => {
  it.each([
    [0, "0"],
    [-0, "0"],
    [0.1 + 0.2, "0.3"],
    [0.0316227766, "0.03162"],
    [0.001, "0.001"],
    [0.0009999, "9.999e-4"],
    [5e-4, "5e-4"],
    [2.5e-10, "2.5e-10"],
    [3.2, "3.2"],
    [1234.5678, "1,235"],
    [12_345.6, "12,350"],
    [9_999_999, "1e7"],
    [-0.25, "−0.25"],
    [-0.00025, "−2.5e-4"],
    [1e308, "1e308"],
    [Infinity, "Infinity"],
  ])("%d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it("groups counts, shortens ticks, writes shares", () => {
    expect([0, 999, 1000, 14_040, 1e12, 1e15, -1234].map(formatCount)).toEqual([
      "0",
      "999",
      "1,000",
      "14,040",
      "1,000,000,000,000",
      "1e15",
      "−1,234",
    ]);
    expect([0, 500, 2500, 1e6, 3e9, 1.25e12].map(formatShort)).toEqual([
      "0",
      "500",
      "2.5k",
      "1M",
      "3B",
      "1.25T",
    ]);
    expect([0, 0.0005, 0.0512, 0.5, 0.999, 1, 1.5].map(formatShare)).toEqual([
      "0%",
      "< 0.1%",
      "5.1%",
      "50%",
      "99.9%",
      "100%",
      "150%",
    ]);
    expect([plural(1, "step"), plural(0, "step"), plural(2000, "step")]).toEqual([
      "1 step",
      "0 steps",
      "2,000 steps",
    ]);
  });
});

describe("durations in the unit that was written", () => {
  const time = { steps: 10_000, stepsPerEpoch: 100, tokensPerStep: 1e6 };

  it.each([
    [500, 250, 250],
    ["500 steps", 250, "250 steps"],
    ["500 steps", 1, "1 step"],
    ["1 epoch", 500, "5 epochs"],
    ["5 epochs", 100, "1 epoch"],
    ["5 epochs", 250, "2.5 epochs"],
    ["10%", 700, "7%"],
    ["10 %", 700, "7 %"],
    ["375M tokens", 250, "250M tokens"],
    ["2B tokens", 500, "0.5B tokens"],
    ["3 rounds", 50, "50 steps"],
    [undefined, 50, 50],
  ])("%s as %d steps is %s", (old, steps, text) => {
    expect(durationLike(old, steps, time)).toBe(text);
  });
});
