import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./capture";

let folder: string;

const write = (name: string, text: string): Promise<void> =>
  writeFile(path.join(folder, name), text);

const rate = async (name: string, step: number): Promise<unknown> => {
  const { out } = await call("sample", path.join(folder, name), "--steps", String(step), "--json");
  const { schedules } = JSON.parse(out) as {
    schedules: { tracks: Record<string, [number, number | null][]> }[];
  };
  return schedules[0]?.tracks["learningRate"]?.[0]?.[1];
};

const using = (specifier: string): string => `
import { defineSchedule } from "learning-rate-designer";
import { PEAK } from "${specifier}";
export const s = defineSchedule({ length: { steps: 100 }, learningRate: PEAK });`;

describe("files beside the file", () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lrd-"));
    await mkdir(path.join(folder, "inner"));
    await write("constants.ts", "export const PEAK = 0.25;");
    await write("inner/constants.ts", "export const PEAK = 0.75;");
    await write("uses.ts", using("./constants"));
    await write("inner/escapes.ts", using("../constants"));
    await write("base.schedule.json", '{ "length": { "steps": 100 }, "learningRate": 0.5 }');
    await write("change.schedule.json", '{ "extends": "./base.schedule.json", "momentum": 0.9 }');
  });

  it("are followed for imported constants", async () => {
    expect(await rate("uses.ts", 0)).toBe(0.25);
  });

  it("are followed for extends", async () => {
    expect(await rate("change.schedule.json", 0)).toBe(0.5);
  });

  it("are not read where they lie outside of the project", async () => {
    expect(await rate("inner/escapes.ts", 0)).not.toBe(0.25);
  });
});
