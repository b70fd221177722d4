import { describe, expect, it } from "vitest";
import { recordedSchedule, wallClockOf } from "../../../src/core/recordings/recordedSchedule";
import { retimed, secondsAt, stepAtSeconds } from "../../../src/core/recordings/wallClock";
import { readText } from "./read";

/** A line every ten steps; from step 100 on each takes twice as long, and before it an hour's pause. */
const rows = Array.from({ length: 21 }, (_, i) => {
  const step = 10 * i;
  const seconds = step < 100 ? step : 3600 + 100 + 2 * (step - 100);
  return `${step},${0.1 - step / 4000},${1_700_000_000 + seconds}`;
});
const slow = readText("slow.csv", ["step,lr,timestamp", ...rows].join("\n")).runs[0];
const fast = readText(
  "fast.csv",
  ["step,lr,timestamp", ...Array.from({ length: 41 }, (_, i) => `${10 * i},${i},${5 * i}`)].join(
    "\n",
  ),
).runs[0];
if (!slow || !fast) throw new Error("no runs");

describe("the wall clock of a run", () => {
  const clock = wallClockOf(slow, undefined);
  const quick = wallClockOf(fast, undefined);
  if (!clock || !quick) throw new Error("no clocks");

  it("says when it was where, pauses and other paces included", () => {
    expect([0, 45, 90, 100, 150].map((step) => secondsAt(clock, step))).toEqual([
      0, 45, 90, 3700, 3800,
    ]);
    expect([0, 45, 3700, 3800].map((time) => stepAtSeconds(clock, time))).toEqual([
      0, 45, 100, 150,
    ]);
    // after its end at the pace of all of it
    expect(secondsAt(clock, 220)).toBeCloseTo(3900 * 1.1, 9);
  });

  it("lays another run where the first one was at the same time", () => {
    const schedule = recordedSchedule(fast, undefined);
    if ("reason" in schedule) throw new Error(schedule.reason);
    const laid = retimed(schedule, quick, clock);
    const rate = laid.tracks.get("learningRate")?.curve;
    // after 50 s the fast run was at step 100, at its eleventh line
    expect(rate?.at(50)).toBeCloseTo(10, 9);
    expect(rate?.at(90)).toBeCloseTo(18, 9);
    expect(rate?.extremes(0, 50)).toEqual({ min: 0, max: expect.closeTo(10, 9) as number });
    // it ended after 200 s, in the pause of the slow one
    expect(laid.length).toBe(91);
  });

  it("isn't known where the log has no times, or one", () => {
    for (const text of ["step,lr\n0,1\n1,2\n", "step,lr,timestamp\n0,1,5\n1,2,\n"]) {
      const run = readText("log.csv", text).runs[0];
      expect(run && wallClockOf(run, undefined)).toBeUndefined();
    }
  });
});
