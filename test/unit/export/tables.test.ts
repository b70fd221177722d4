import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCsv } from "../../../src/core/export/csv";
import {
  dataTable,
  sampledSteps,
  type DataTable,
  withWallTime,
} from "../../../src/core/export/dataTable";
import { toDataJson } from "../../../src/core/export/json";
import { toMarkdown } from "../../../src/core/export/markdown";
import { secondsAt } from "../../../src/core/recordings/wallClock";
import { scheduleOf } from "../schedule/build";

const RUN = scheduleOf({
  name: "run",
  length: { epochs: 10, stepsPerEpoch: 7 },
  learningRate: [
    { kind: "linear", from: 0, to: 0.3, for: "2 epochs" },
    { kind: "cosine", to: 0 },
  ],
  weightDecay: { follow: "learningRate", relation: "constantProduct", product: 1e-5, max: 0.1 },
});

/** RFC 4180, written the other way round than the writer: one character after the other. */
function parsed(csv: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, quoted] = [[] as string[], "", false];
  for (let i = 0; i < csv.length; i++) {
    const character = csv[i] ?? "";
    if (quoted && character === '"' && csv[i + 1] === '"') cell += csv.charAt(i++);
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === ",") [row, cell] = [[...row, cell], ""];
    else if (!quoted && character === "\r") continue;
    else if (!quoted && character === "\n") {
      rows.push([...row, cell]);
      [row, cell] = [[], ""];
    } else cell += character;
  }
  return rows;
}

const steps = sampledSteps(RUN, "all", 100) ?? [];

describe("the updates of a table", () => {
  it("are all, one for each epoch, or spread from the first to the last", () => {
    expect(steps).toEqual(Array.from({ length: 70 }, (_, i) => i));
    expect(sampledSteps(RUN, "epochs", 100)).toEqual([0, 7, 14, 21, 28, 35, 42, 49, 56, 63]);
    expect(sampledSteps(RUN, 3, 100)).toEqual([0, 35, 69]);
    expect(sampledSteps(RUN, 1000, 100)).toEqual(steps);
  });

  it("are none where they would be too many, whatever the length of the run", () => {
    expect(sampledSteps(RUN, "all", 69)).toBeUndefined();
    const long = scheduleOf({ length: { steps: 1e12 }, learningRate: 0.1 });
    expect(sampledSteps(long, "all", 1e6)).toBeUndefined();
    expect(sampledSteps(long, 2, 1e6)).toEqual([0, 1e12 - 1]);
  });
});

describe("CSV", () => {
  it("reads back as the very values of the schedule, with its clocks", () => {
    const [head, ...rows] = parsed(toCsv([dataTable(RUN, steps)]));
    expect(head).toEqual(["step", "epoch", "percent", "learningRate", "weightDecay"]);
    expect(rows).toHaveLength(70);
    for (const [step = "", epoch, percent, rate, decay] of rows) {
      const values = RUN.at(Number(step));
      expect([Number(rate), Number(decay)]).toEqual([
        values["learningRate"],
        values["weightDecay"],
      ]);
      expect(Number(epoch)).toBeCloseTo(Number(step) / 7, 12);
      expect(Number(percent)).toBeCloseTo(Number(step) / 0.7, 10);
    }
  });

  it("has the wall clock of a run that was logged", () => {
    const wall = { steps: [0, 35, 69], seconds: [0, 350, 1200] };
    const timed = withWallTime(dataTable(RUN, [0, 7, 52]), (step) => secondsAt(wall, step));
    const [head, ...rows] = parsed(toCsv([timed]));
    expect(head?.slice(0, 3)).toEqual(["step", "wallTime", "epoch"]);
    expect(rows.map(([step, time]) => [step, time])).toEqual([
      ["0", "0"],
      ["7", "70"],
      ["52", "775"],
    ]);
  });

  it("keeps any name in its cell, and none that a spreadsheet would run", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (first, second) => {
        const table = (name: string): DataTable => ({
          name,
          length: 1,
          steps: [0],
          columns: [{ name: second, values: [NaN] }],
        });
        const rows = parsed(toCsv([table(first), table(`${first} again`)]));
        expect(rows.map((row) => row.length)).toEqual([3, 3, 3]);
        const plain = (name: string): string =>
          (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name).replaceAll("\r", "");
        expect(rows[0]?.[2]?.replaceAll("\r", "")).toBe(plain(second));
        expect(rows[1]?.[0]?.replaceAll("\r", "")).toBe(plain(first));
        expect(rows[1]?.[2]).toBe("");
      }),
    );
  });
});

describe("JSON", () => {
  it("has null where a definition leaves a value open, and any name as a key", () => {
    const table = {
      name: "x",
      length: 2,
      steps: [0, 1],
      columns: [{ name: "__proto__", values: [NaN, 0.1] }],
    };
    const text = toDataJson([table]);
    expect(text).toContain('"__proto__"');
    const { schedules } = JSON.parse(text) as { schedules: { columns: object }[] };
    expect(Object.entries(schedules[0]?.columns ?? {})).toEqual([["__proto__", [null, 0.1]]]);
  });
});

describe("Markdown", () => {
  it("shows a name literally", () => {
    // (35 − 14) / 56 of the way down.
    const rate = 0.15 * (1 + Math.cos((3 * Math.PI) / 8));
    const markdown = toMarkdown([{ ...dataTable(RUN, [0, 35]), name: "[a](b) | <i>\n**" }]);
    const lines = markdown.split("\n");
    expect(lines[0]).not.toMatch(/[[\]()|<>]/);
    expect(lines.slice(2)).toEqual([
      "| step | epoch | percent | learningRate | weightDecay |",
      "| ---: | ---: | ---: | ---: | ---: |",
      "| 0 | 0 | 0 | 0 | 0.1 |",
      `| 35 | 5 | 50 | ${rate.toFixed(6)} | ${(1e-5 / rate).toExponential(5)} |`,
      "",
    ]);
  });
});
