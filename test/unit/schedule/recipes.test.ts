import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import type { ParsedDocument } from "../../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import type { Curve } from "../../../src/core/schedule/curve";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { parser } from "../parse/parser";

const examples = join(import.meta.dirname, "../../../examples");
const jsonOf = (name: string): string => join(examples, "json", `${name}.schedule.json`);
const typescriptOf = (name: string): string => join(examples, "typescript", `${name}.ts`);
const names = readdirSync(join(examples, "typescript")).map((file) => file.replace(/\.ts$/, ""));
const pairs = names.filter((name) => existsSync(jsonOf(name)));

function schedulesOf(document: ParsedDocument): Schedule[] {
  const { schedules, problems } = analyze(document);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return schedules.flatMap(({ schedule }) => schedule ?? []);
}

const STEPS = 1001;

/** Constants are written as the paper's digits in one form, as a formula in the other. */
function expectSame(a: Curve, b: Curve | undefined, length: number, name: string): void {
  const { max } = a.extremes(0, length);
  for (let k = 0; k < STEPS; k++) {
    const step = Math.round((length * k) / (STEPS - 1));
    const difference = a.at(step) - (b?.at(step) ?? NaN);
    expect(Math.abs(difference), `${name} at ${step}`).toBeLessThanOrEqual(1e-12 * max);
  }
}

describe("a recipe in JSON and in TypeScript", () => {
  it("is there in both forms but for what only one can say", () => {
    expect(names.filter((name) => !pairs.includes(name))).toEqual(["custom"]);
    expect(pairs.length).toBeGreaterThanOrEqual(12);
  });

  it.each(pairs)("%s has the same values at 1,001 steps on every track", (name) => {
    const json = schedulesOf(parseJson(readFileSync(jsonOf(name), "utf8")));
    const typescript = schedulesOf(
      parseTypeScript(readFileSync(typescriptOf(name), "utf8"), parser),
    );
    expect(typescript.length).toBe(json.length);
    expect(json.length).toBeGreaterThan(0);
    json.forEach((one, i) => {
      const other = typescript[i];
      expect(other?.length).toBe(one.length);
      expect([...(other?.tracks.keys() ?? [])].sort()).toEqual([...one.tracks.keys()].sort());
      for (const [track, { curve }] of one.tracks)
        expectSame(curve, other?.tracks.get(track)?.curve, one.length, track);
      expect(other?.layers.map(({ name }) => name)).toEqual(one.layers.map(({ name }) => name));
      for (const [j, layer] of one.layers.entries())
        expectSame(layer.curve, other?.layers[j]?.curve, one.length, layer.name);
    });
  });
});
