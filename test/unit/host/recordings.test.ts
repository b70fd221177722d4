import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import type { AnalyzedSchedule } from "../../../src/core/analysis";
import { parseJson } from "../../../src/core/parse/json";
import { recordedSchedule } from "../../../src/core/recordings/recordedSchedule";
import { shownSchedule } from "../../../src/host/model/shown";
import { readHostMessage } from "../../harness/readHostMessage";
import { readText } from "../recordings/read";

const text = JSON.stringify({
  length: { steps: 100 },
  learningRate: { kind: "linear", from: 1, to: 0 },
});

describe("a run laid over a plan", () => {
  const document = parseJson(text);
  const [planned] = analyze(document).schedules;
  const rows = Array.from({ length: 9 }, (_, i) => `${10 * i},${0.5 - i / 20},${3 - i / 10}`);
  const run = readText("log.csv", ["step,lr,loss", ...rows].join("\n")).runs[0];
  const laid = run && recordedSchedule(run, planned?.schedule?.time);
  if (!planned || !laid || "reason" in laid) throw new Error("the run can't be laid");
  const range = { start: 0, end: 2 };
  const recorded: AnalyzedSchedule = {
    name: "log.csv",
    anchor: range,
    range,
    source: { type: "object", entries: [], range, literal: true },
    schedule: laid,
    complete: true,
    problems: [],
    unknowns: [],
  };

  it.each(["steps", "percent"] as const)("is a message that the panel takes, in %s", (unit) => {
    const view = { columns: 50, range: null, unit, difference: true, theory: {} };
    const shown = [planned, recorded].map((one, i) =>
      shownSchedule(`${i}`, "log.csv", one, document, view, planned.schedule),
    );
    const message = {
      type: "snapshot",
      revision: 1,
      document: null,
      schedules: [],
      omitted: 0,
      active: "0",
      shown,
      cursor: null,
      notice: null,
    };
    expect(readHostMessage(message)).toMatchObject({ ok: true });
    expect(shown[1]?.tracks.map(({ name }) => name)).toEqual(["learningRate", "loss"]);
    expect(shown[1]?.comparison?.peak).toBe(0.5);
  });

  it("differs from the plan where it was logged", () => {
    const view = { columns: 50, range: null, difference: true };
    const { comparison } = shownSchedule(
      "1",
      "log.csv",
      recorded,
      document,
      view,
      planned.schedule,
    );
    // 1 planned against 0.5 logged at step 0
    expect(comparison?.gap?.difference).toBeCloseTo(-0.5, 9);
    expect(comparison?.gap?.position).toBe(0);
  });
});
