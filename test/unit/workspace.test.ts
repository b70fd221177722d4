import { describe, expect, it } from "vitest";
import { readFormat, valuesOf } from "./formats/read";

const head = 'import { defineSchedule } from "learning-rate-designer";';
const files = {
  "constants.ts": "export const PEAK = 0.3;",
  "base.ts": `${head}
import { PEAK } from "./constants";
export const base = defineSchedule({ length: { steps: 100 }, learningRate: PEAK });`,
};

describe("the one reader", () => {
  it("follows the imports of a file that a definition extends", async () => {
    const json = '{ "extends": "./base.ts", "momentum": 0.9 }';
    const fromJson = await readFormat("change.schedule.json", json, { files });
    expect(valuesOf(fromJson.schedules[0], [0])).toEqual([0.3]);
    const text = `${head} export const s = defineSchedule({ extends: "./base.ts", momentum: 0.9 });`;
    const fromTypeScript = await readFormat("change.ts", text, { files });
    expect(valuesOf(fromTypeScript.schedules[0], [0])).toEqual([0.3]);
  });

  it("gives the user's values to the file that a definition extends", async () => {
    const base = files["base.ts"].replace("learningRate: PEAK", "learningRate: read()");
    const json = '{ "extends": "./base.ts" }';
    const world = { files: { ...files, "base.ts": base }, values: { "read()": 0.7 } };
    const { schedules } = await readFormat("change.schedule.json", json, world);
    expect(valuesOf(schedules[0], [0])).toEqual([0.7]);
  });
});
