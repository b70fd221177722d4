import { describe, expect, it } from "vitest";
import { buildSchedule } from "../../../src/core/schedule/build";
import { recordedSchedule } from "../../../src/core/recordings/recordedSchedule";
import { runColumns, tableRows } from "../../../src/host/model/tableRows";
import { readText } from "../recordings/read";

const { schedule: plan } = buildSchedule({
  name: "plan",
  length: { steps: 100 },
  learningRate: { kind: "linear", from: 1, to: 0 },
});
const rows = Array.from({ length: 9 }, (_, i) => `${10 * i},${(1 - i / 10) / 4}`);
const [run] = readText("log.csv", ["step,lr", ...rows].join("\n")).runs;
const schedule = run && recordedSchedule(run, undefined);
if (!plan || !schedule || "reason" in schedule) throw new Error("nothing to compare");

describe("the table of values beside a run", () => {
  const others = runColumns([{ label: "log.csv", schedule }], plan);
  const table = tableRows(plan, 0, 100, 12, others);

  it("has the run's rate and by how much it is above the plan", () => {
    expect(others.map(({ title }) => title)).toEqual(["log.csv", "log.csv − plan"]);
    const [planned, logged, above] = table.find(({ step }) => step === 40)?.values ?? [];
    expect(planned).toBeCloseTo(0.6, 12);
    expect(logged).toBe(0.15);
    expect(above).toBeCloseTo(-0.45, 12);
  });

  it("tells when the run was there, as far as it came", () => {
    const wall = { steps: [0, 80], seconds: [0, 160] };
    const timed = runColumns([{ label: "log.csv", schedule, wall }], plan);
    expect(timed.map(({ title }) => title).at(-1)).toBe("log.csv: seconds");
    const clock = tableRows(plan, 0, 100, 12, timed);
    const at = (wanted: number): number | null | undefined =>
      clock.find(({ step }) => step === wanted)?.values.at(-1);
    expect([40, 80, 90].map(at)).toEqual([80, 160, null]);
  });

  it("has no value where nothing was logged", () => {
    expect(table.find(({ step }) => step === 90)?.values.slice(1)).toEqual([null, null]);
  });
});
