import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holm } from "../../../../src/probe/verdict/holm";
import { leastP, pairsNeeded, signedRank } from "../../../../src/probe/verdict/signedRank";
import { withRankSum } from "./rankSum";

interface Case {
  readonly d: readonly number[];
  readonly w: number;
  readonly p: number;
}
const fixture = JSON.parse(readFileSync("test/fixtures/probe/signedRank.json", "utf8")) as Record<
  "untied" | "tied",
  readonly Case[]
>;

describe("the signed-rank test", () => {
  test.each(fixture.untied)("agrees with scipy ($d.length pairs, p $p)", ({ d, w, p }) => {
    const found = signedRank(d);
    expect(found.statistic).toBe(w);
    expect(found.p).toBeCloseTo(p, 12);
  });

  test.each(fixture.tied)("counts all signs where there are ties and zeros ($d)", ({ d, w, p }) => {
    const found = signedRank(d);
    expect(found.statistic).toBe(w);
    expect(found.p).toBeCloseTo(p, 12);
  });

  // Wilcoxon and Wilcox 1964, critical values of the signed-rank test, two-sided 5 %.
  test.each([
    [6, 0],
    [7, 2],
    [8, 3],
    [9, 5],
    [10, 8],
    [11, 10],
    [12, 13],
    [13, 17],
    [14, 21],
    [15, 25],
    [16, 29],
    [20, 52],
  ])("has the published critical value for %i pairs: %i", (n, critical) => {
    expect(signedRank(withRankSum(n, critical)).p).toBeLessThanOrEqual(0.05);
    expect(signedRank(withRankSum(n, critical + 1)).p).toBeGreaterThan(0.05);
  });

  test("takes an infinite difference as the greatest, and none as no evidence", () => {
    expect(signedRank([1, 2, 3, 4, 5, Infinity]).p).toBe(2 / 64);
    expect(signedRank([-1, 2, 3, Infinity, Infinity]).p).toBe(signedRank([-1, 2, 3, 9, 9]).p);
    expect(signedRank([0, 0, 0])).toEqual({ statistic: 0, p: 1, count: 0 });
    expect(signedRank([]).p).toBe(1);
  });

  test("is the same for the opposite signs, and a probability", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 40 }), (differences) => {
        const { p } = signedRank(differences);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(signedRank(differences.map((value) => -value)).p).toBeCloseTo(p, 12);
      }),
    );
  });

  test("knows how little few seeds can tell", () => {
    expect(leastP(3)).toBe(0.25);
    expect(signedRank([1, 2, 3]).p).toBe(0.25);
    expect(leastP(6)).toBe(0.03125);
    expect(pairsNeeded(1, 0.05)).toBe(6);
    expect(pairsNeeded(3, 0.05)).toBe(7);
    expect(pairsNeeded(10, 0.05)).toBe(9);
  });
});

describe("Holm's correction", () => {
  test("gives the values of the textbook and of R", () => {
    // en.wikipedia.org/wiki/Holm–Bonferroni_method, the example of four hypotheses.
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    // R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm")
    holm([0.01, 0.02, 0.03, 0.04, 0.05]).forEach((p, i) => {
      expect(p).toBeCloseTo([0.05, 0.08, 0.09, 0.09, 0.09][i] ?? NaN, 12);
    });
    expect(holm([])).toEqual([]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
  });

  test("never lowers a p, and keeps their order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (ps) => {
        const adjusted = holm(ps);
        ps.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          ps.forEach((other, j) => {
            if (p < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? NaN);
          });
        });
      }),
    );
  });
});
