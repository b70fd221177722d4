import { describe, expect, it } from "vitest";
import { timeTicks, unitsOf } from "../../../webview/panel/time";

const names = (time: Parameters<typeof unitsOf>[0]): string[] =>
  unitsOf(time).map(({ name }) => name);

describe("the wall clock of a run", () => {
  // a step a second, then nothing for an hour, then a step in two seconds
  const wall = { steps: [0, 100, 110, 200], seconds: [0, 100, 3710, 3890] };
  const unit = unitsOf({ steps: 200 }, wall).find(({ id }) => id === "wall");
  if (!unit) throw new Error("no wall time");

  it("has its ticks at round times, where the run was at them", () => {
    const early = timeTicks({ first: 0, last: 100 }, unit, 4);
    expect(early.map(({ x, label }) => [x, label])).toEqual([
      [0, "0 s"],
      [30, "30 s"],
      [60, "0:01:00"],
      [90, "0:01:30"],
    ]);
    const all = timeTicks({ first: 0, last: 200 }, unit, 8);
    const apart = all.slice(1).map(({ x }, i) => x - (all[i]?.x ?? 0));
    expect(Math.min(...apart)).toBeGreaterThanOrEqual(12.5);
    expect(all.map(({ label }) => label)).toContain("0:00 h");
  });

  it("is offered where a run has one", () => {
    expect(unitsOf({ steps: 200, samplesPerStep: 32 }, wall).map(({ id }) => id)).toEqual([
      "steps",
      "samples",
      "wall",
      "percent",
    ]);
  });
});

describe("the units of the time axis", () => {
  it("call steps what they are", () => {
    expect(names({ steps: 300 })).toEqual(["steps", "percent"]);
    expect(names({ steps: 300, clock: "epoch" })).toEqual(["epochs", "percent"]);
    expect(names({ steps: 300, clock: "round" })).toEqual(["rounds", "percent"]);
    expect(names({ steps: 300, stepsPerEpoch: 100 })).toEqual(["steps", "epochs", "percent"]);
  });
});
