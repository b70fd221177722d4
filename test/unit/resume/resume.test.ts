import { describe, expect, it } from "vitest";
import { resume, type ResumeReport } from "../../../src/core/resume/resume";
import { buildSchedule } from "../../../src/core/schedule/build";
import { withLength } from "../../../src/core/schedule/withLength";

const definition = {
  name: "plan",
  length: { steps: 1000 },
  learningRate: [
    { kind: "linear", from: 0, to: 1, for: 100 },
    { kind: "linear", to: 0 },
  ],
} as const;
const { schedule: built } = buildSchedule(definition);
const longer = withLength(definition, 1900);
if (!built || !longer) throw new Error("the definition is wrong");
const old = built;

/** The rate over n steps, by a second formula. */
const rate = (step: number, n: number): number =>
  step < 100 ? step / 100 : 1 - (step - 100) / (n - 100);

function reportOf(format: string | undefined, next = longer): ResumeReport {
  const report = next && resume(old, next, 550, format);
  if (!report || "reason" in report) throw new Error("no report");
  return report;
}

describe("a run that is resumed", () => {
  it("tells the rate before, without a break, and what was wanted", () => {
    const { before, unbroken, wanted, length } = reportOf(undefined);
    expect(before).toBeCloseTo(rate(549, 1000), 12);
    expect(unbroken).toBeCloseTo(0.5, 12);
    expect(wanted).toBeCloseTo(0.75, 12);
    expect(length).toBe(1900);
  });

  it.each([
    ["transformers", "state", rate(550, 1000), rate(551, 1900)],
    ["transformers", "startedOver", 0, 0.01],
    ["keras", "state", 0.5, rate(551, 1000)],
    ["keras", "counter", 0.75, rate(551, 1900)],
    ["optax", "counter", 0.75, rate(551, 1900)],
    ["optax", "startedOver", 0, 0.01],
    ["deepspeed", "state", NaN, rate(551, 1900)],
    [undefined, "counter", 0.75, rate(551, 1900)],
    [undefined, "state", 0.5, rate(551, 1000)],
  ])("in %s by %s has the rates of its framework", (format, id, first, second) => {
    const way = reportOf(format).ways.find((one) => one.id === id);
    expect(way?.curve?.at(549)).toBeNaN();
    if (Number.isNaN(first)) expect(way?.first).toBeNaN();
    else {
      expect(way?.first).toBeCloseTo(first, 12);
      expect(way?.jump).toBeCloseTo(first - 0.5, 12);
      expect(way?.gap).toBeCloseTo(first - 0.75, 12);
    }
    expect(way?.curve?.at(551)).toBeCloseTo(second, 12);
  });

  it("names the step at which a way is furthest from what was wanted", () => {
    const [, state] = reportOf(undefined).ways;
    // the old curve ends at step 1,000; what follows isn't known
    expect(state?.ends).toBe(1001);
    expect(state?.largest?.step).toBe(1000);
    expect(state?.largest?.difference).toBeCloseTo(-rate(1000, 1900), 9);
  });

  it.each([
    [0, "Enter a whole step"],
    [1.5, "Enter a whole step"],
    [1000, "nothing is left"],
  ])("refuses step %s", (at, reason) => {
    expect(resume(old, old, at, undefined)).toMatchObject({
      reason: expect.stringContaining(reason) as string,
    });
  });
});
