import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { convert } from "../../../src/core/write/convert";
import { jsonWriter } from "../../../src/core/write/targets/json";
import { typescriptWriter } from "../../../src/core/write/targets/typescript";
import { readAlone, readFormat } from "../formats/read";
import { FOREIGN_TEXTS } from "../handles/foreignTexts";
import { readTypeScript } from "../language/read";
import { definition } from "../schedule/arbitraries";
import { scheduleOf } from "../schedule/build";

/** The greatest gap of the rates over all updates, as a share of the peak. */
function gap(one: Schedule, other: Schedule | undefined): number {
  const [a, b] = [one, other].map((each) => each?.tracks.get("learningRate")?.curve);
  const peak = a?.extremes(0, one.length - 1).max ?? NaN;
  let worst = 0;
  for (let step = 0; step < one.length; step++)
    worst = Math.max(worst, Math.abs((a?.at(step) ?? NaN) - (b?.at(step) ?? NaN)) / (peak || 1));
  return worst;
}

/** Of an epoch, for schedules that count epochs. */
const UPDATES = 7;

/** Every update of an epoch has the value of the epoch. */
function expectStairs(epochs: Schedule, updates: Schedule | undefined, each: number): void {
  expect(updates?.length).toBe(epochs.length * each);
  expect(updates?.time).toMatchObject({ stepsPerEpoch: each });
  for (let update = 0; update < epochs.length * each; update++)
    expect(updates?.at(update)["learningRate"]).toBe(
      epochs.at(Math.floor(update / each))["learningRate"],
    );
}

describe("a definition of our own", () => {
  it("is written as it is, and read again gives the same values", async () => {
    const property = fc.asyncProperty(definition, async (plain) => {
      const schedule = scheduleOf(plain);
      const { code, difference, refused } = await convert(
        jsonWriter,
        { schedule, file: "" },
        readAlone,
      );
      fc.pre(refused === null);
      const [again] = analyze(parseJson(code ?? "")).schedules;
      expect(gap(schedule, again?.schedule)).toBeLessThanOrEqual(1e-12);
      expect(difference?.relative).toBeLessThanOrEqual(1e-12);
    });
    await fc.assert(property, { numRuns: 60, seed: 16 });
  });

  it("says a function as a table, as JSON can't represent functions", async () => {
    const schedule = scheduleOf({
      length: { steps: 4 },
      learningRate: { kind: "custom", value: (step: number) => 1 / (1 + step) },
    });
    const { code, difference } = await convert(jsonWriter, { schedule, file: "" }, readAlone);
    expect(JSON.parse(code ?? "")).toMatchObject({
      learningRate: [{ kind: "table", values: [1, 1 / 2, 1 / 3, 1 / 4] }],
    });
    expect(difference?.absolute).toBe(0);
  });
});

describe("a schedule of another library", () => {
  const written = async (name: string) => {
    const analysis = await readFormat(name, FOREIGN_TEXTS[name] ?? "");
    const schedule = analysis.schedules[0]?.schedule;
    if (!schedule) throw new Error(`${name} has no schedule`);
    const updates = schedule.time.clock === undefined ? undefined : UPDATES;
    const request = { schedule, file: name, updates };
    return { schedule, updates, ...(await convert(jsonWriter, request, readAlone)) };
  };

  it("becomes phases where they are exact", async () => {
    const { code } = await written("arguments.py");
    expect(JSON.parse(code ?? "")).toEqual({
      name: "args",
      length: { steps: 1000 },
      learningRate: [
        { kind: "linear", from: 0, to: 2e-5, for: 30 },
        { kind: "cosine", from: 2e-5, to: 0, for: 970 },
      ],
    });
  });

  it.each(Object.keys(FOREIGN_TEXTS))("keeps its values: %s", async (name) => {
    const { schedule, code, refused, updates = 1 } = await written(name);
    if (refused !== null) {
      expect(schedule.length).toBeGreaterThan(20_000);
      return;
    }
    const [again] = analyze(parseJson(code ?? "")).schedules;
    expect(again?.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    if (updates === 1) expect(gap(schedule, again?.schedule)).toBeLessThanOrEqual(1e-12);
    else expectStairs(schedule, again?.schedule, updates);
  });

  it("that counts epochs is one value an epoch, and not written before an epoch's updates are known", async () => {
    const { schedule, code } = await written("mmengine.py");
    expect(JSON.parse(code ?? "")).toMatchObject({
      length: { epochs: 12, stepsPerEpoch: UPDATES },
      learningRate: [{ kind: "table", every: UPDATES, for: 12 * UPDATES }],
    });
    for (const writer of [jsonWriter, typescriptWriter]) {
      const { refused } = await convert(writer, { schedule, file: "" }, readAlone);
      expect(refused).toMatch(/^The schedule counts epochs, and the file doesn't say how many/);
    }
    const { tracks, time } = scheduleOf({ length: { steps: 10 }, learningRate: 0.1 });
    const counted = { ...schedule, tracks, time };
    const { refused } = await convert(
      jsonWriter,
      { schedule: counted, file: "", updates: 3 },
      readAlone,
    );
    expect(refused).toBe("The schedule counts optimizer updates already.");
  });

  it("is written by our builders in TypeScript, with the proof", async () => {
    const { schedule } = await written("arguments.py");
    const { code } = await convert(typescriptWriter, { schedule, file: "arguments.py" }, readAlone);
    expect(code).toMatch(/^\/\/ args, from arguments\.py\.\n\/\/ (?:Equal|Differs) .* read back\)/);
    const [again] = readTypeScript(code ?? "").schedules;
    expect(gap(schedule, again?.schedule)).toBeLessThanOrEqual(1e-12);
  });
});
