import { describe, expect, it } from "vitest";
import { explain } from "../../../src/core/recordings/explain/explain";
import type { Series } from "../../../src/core/recordings/recording";
import { planFrom } from "./simulate";

const plan = planFrom({
  length: { steps: 1000 },
  learningRate: [
    { kind: "linear", from: 0, to: 1e-3, for: 100 },
    { kind: "cosine", to: 0 },
  ],
});
// the same by its formula, not by the product's curves
const rate = (t: number): number =>
  t < 100 ? 1e-5 * t : 5e-4 * (1 + Math.cos((Math.PI * (t - 100)) / 900));

const EVERY = 10;

/** A line every ten updates; the last ones have the rates that are given. */
function logWith(last: readonly number[], before = 60): Series {
  const rates = [...Array.from({ length: before }, (_, i) => rate(i * EVERY)), ...last];
  return {
    tag: "lr",
    axis: "steps",
    steps: Float64Array.from(rates, (_, i) => i * EVERY),
    values: Float64Array.from(rates),
    times: undefined,
    precision: { kind: "exact" },
    stride: 1,
  };
}

const kindsOf = (series: Series): string[] => explain(plan, series).causes.map(({ kind }) => kind);

describe("a restart in the last lines of a log", () => {
  it.each([
    ["started over", 4, { kind: "restart", at: 596, from: 0 }],
    ["resumed from an earlier update", 225, { kind: "restart", at: 600, from: 225 }],
  ])("is told from its second line on, without confidence: %s", (_, from, cause) => {
    const found = explain(plan, logWith([rate(from), rate(from + EVERY)]));
    expect(found).toMatchObject({ causes: [cause], explained: true, identifiable: false });
    const third = explain(plan, logWith([rate(from), rate(from + EVERY), rate(from + 2 * EVERY)]));
    expect(third.causes).toMatchObject([cause]);
  });

  it.each<[string, readonly number[]]>([
    ["one line alone", [rate(4)]],
    ["a last number that is cut off", [rate(600), Number(String(rate(610)).slice(0, 4))]],
    ["an evaluation's rate of nothing", [rate(600), 0]],
    ["an evaluation's rate of nothing, before the next line", [0, rate(610)]],
    ["the peak, told at the end", [rate(600), 1e-3]],
    ["the last rate once more", [rate(590)]],
    ["the last rate twice more", [rate(590), rate(590)]],
    ["the last two lines once more", [rate(580), rate(590)]],
    ["two lines at the peak", [1e-3, 1e-3]],
    ["an evaluation's rate, told twice", [5e-5, 5e-5]],
    ["rates that no part of the plan has", [rate(4), rate(4) * 3]],
  ])("isn't made up of %s", (_, last) => {
    const found = explain(plan, logWith(last));
    const all = [found.causes, ...found.alternatives].flat();
    expect(all.map(({ kind }) => kind)).not.toContain("restart");
    // a later line may show it to be something else
    expect(found.identifiable).toBe(false);
  });

  it("is no confident word of skipped updates either", () => {
    const told = explain(plan, logWith([rate(590)]));
    expect(told).toMatchObject({
      causes: [{ kind: "skippedSteps", count: 10 }],
      identifiable: false,
    });
    const later = explain(plan, logWith([rate(590), rate(600), rate(610)]));
    const kinds = [later.causes, ...later.alternatives].flat().map(({ kind }) => kind);
    // a resume from a checkpoint ten updates back is the same curve
    expect(new Set(kinds)).toEqual(new Set(["restart", "skippedSteps"]));
    expect(later.identifiable).toBe(false);
  });

  it("isn't made up where the log goes on as planned", () => {
    expect(kindsOf(logWith([rate(600), rate(610)]))).toEqual([]);
  });
});
