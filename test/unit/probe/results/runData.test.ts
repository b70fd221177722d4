import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTable } from "../../../../src/core/data/readTable";
import type { ProbeData } from "../../../../src/core/data/probeData";
import { newRun, takeEvent, type ProbeRun } from "../../../../src/probe/results/run";
import { describeData, otherData } from "../../../../src/probe/results/runData";
import { parseRunFile, toRunFile } from "../../../../src/probe/results/runFile";
import { cpu } from "../backends";
import { run as train, schedule } from "../requests";

const rows = Array.from({ length: 20 }, (_, i) => `${i % 7},${(i * i) % 5},${"ab"[i % 2] ?? ""}`);
const text = ["x,y,kind", ...rows].join("\n");
const table = (changed = text, name = "my.csv"): ProbeData => readTable(changed, name);
const fingerprint = (data: ProbeData): string => describeData(data).fingerprint;

/** As the engine tells of it. */
async function run(data?: ProbeData): Promise<ProbeRun> {
  const request = {
    task: data ? "csv" : "spirals",
    steps: 1,
    seeds: [1],
    schedules: [schedule("a", { learningRate: [0.1] })],
    ...(data && { data }),
  };
  const made = newRun(request);
  for (const event of (await train(request, [cpu])).events) takeEvent(made, event);
  return made;
}

describe("what a run tells of the user's own table", () => {
  test("is its name, its size, and a fingerprint that holds for the same values", () => {
    expect(describeData(table())).toMatchObject({
      name: "my.csv",
      rows: 20,
      inputs: 2,
      classes: 2,
    });
    // Another file name, other spellings of the numbers, lists in place of typed arrays.
    expect(fingerprint(table(text, "copy.csv"))).toBe(fingerprint(table()));
    expect(fingerprint(table(text.replaceAll("1,", "1.0,")))).toBe(fingerprint(table()));
    const data = table();
    const lists = { ...data, inputs: [...data.inputs], labels: [...data.labels] };
    expect(fingerprint(lists)).toBe(fingerprint(data));
  });

  test.each([
    ["one value", text.replace("3,4,b", "3,4.0001,b")],
    ["one class", text.replace("3,4,b", "3,4,a")],
    ["a column's name", text.replace("x,y", "x,z")],
    ["a class's name", text.replaceAll(",b", ",c")],
    ["a row less", text.split("\n").slice(0, -1).join("\n")],
    ["the rows' order", ["x,y,kind", ...rows.slice(1), rows[0]].join("\n")],
    ["the columns' order", text.replaceAll(/^(\w+),(\w+)/gm, "$2,$1")],
  ])("changes with %s", (_, changed) => {
    expect(changed).not.toBe(text);
    expect(fingerprint(table(changed))).not.toBe(fingerprint(table()));
  });

  test("tells any two values apart, wherever they stand", () => {
    const base = table();
    fc.assert(
      fc.property(fc.nat(base.inputs.length - 1), fc.float({ noNaN: true }), (at, value) => {
        const inputs = Float32Array.from(base.inputs);
        fc.pre(!Object.is(inputs[at], value));
        inputs[at] = value;
        expect(fingerprint({ ...base, inputs })).not.toBe(fingerprint(base));
      }),
    );
  });

  test("survives saving, and tells runs on other data from those on the same", async () => {
    const mine = await run(table());
    const saved = parseRunFile(JSON.stringify(toRunFile(mine)));
    expect(mine.data).toEqual(describeData(table()));
    expect(saved.data).toEqual(mine.data);
    expect(JSON.stringify(toRunFile(mine))).not.toContain('"inputs":[');
    expect(otherData(mine, saved)).toBeUndefined();
    const other = await run(table(text.replace("3,4,b", "3,4,a"), "other.csv"));
    expect(otherData(other, saved)).toEqual(mine.data);
    expect(otherData(await run(), saved)).toBeUndefined();
  });
});
