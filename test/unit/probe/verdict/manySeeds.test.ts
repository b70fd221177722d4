import { describe, expect, test } from "vitest";
import { erfc } from "../../../../src/probe/verdict/erfc";
import { approximate, signedRank } from "../../../../src/probe/verdict/signedRank";
import { withRankSum } from "./rankSum";

describe("the signed-rank test of hundreds of pairs", () => {
  // Python 3.11, math.erfc.
  test.each([
    [0, 1],
    [0.3, 0.6713732405408726],
    [1, 0.15729920705028513],
    [1.9, 0.0072095707647425315],
    [2.1, 0.0029794666563329856],
    [3, 2.209049699858544e-5],
    [5, 1.5374597944280347e-12],
    [8, 1.1224297172982928e-29],
  ])("erfc(%d)", (x, expected) => {
    expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(1e-9);
  });

  const shifted = (count: number, shift: number, size: number): number[] =>
    Array.from({ length: count }, (_, i) => Math.round(Math.sin(i * 12.9898) * size) + shift);

  // The exact p of 200 ranks by another program's convolution.
  test.each([
    [0.2003765, 0.1999168],
    [0.05011328, 0.05025782],
    [0.01002733, 0.0102332],
    [0.001001538, 0.001072945],
  ])("at an exact p of %d it is %d", (exact, expected) => {
    const ranks = Array.from({ length: 200 }, (_, i) => 2 * (i + 1));
    // The smallest rank sum whose p is at least `exact`: found by the exact test itself.
    let [low, high] = [0, 10_050];
    const p = (sum: number): number => signedRank(withRankSum(200, sum)).p;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (p(middle) < exact * (1 - 1e-6)) low = middle;
      else high = middle;
    }
    expect(p(high) / exact).toBeCloseTo(1, 5);
    expect(approximate(ranks, 2 * high) / expected).toBeCloseTo(1, 5);
  });

  test("takes a thousand pairs, and does not leap where it becomes approximate", () => {
    expect(signedRank(shifted(1000, 0, 1e6)).p).toBeGreaterThan(0.05);
    expect(signedRank(shifted(1000, 2e6, 1e6)).p).toBeLessThan(1e-100);
    const [exact, near] = [200, 201].map((count) => signedRank(shifted(count, 120_000, 1e6)).p);
    expect(Math.abs((near ?? 0) / (exact ?? 1) - 1)).toBeLessThan(0.2);
  });
});
