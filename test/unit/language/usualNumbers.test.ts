import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { completions } from "../../../src/core/language/completion";
import { bare, sections } from "../../../src/core/language/shape";
import { usualAmounts } from "../../../src/core/language/usualNumbers";
import { readJson, readTypeScript } from "./read";

const takesNumbers = (shape: unknown): boolean => {
  const inner = bare(shape) as v.GenericSchema;
  return inner.type === "number";
};
const settings = Object.entries(sections).flatMap(([section, entries]) =>
  Object.entries(entries).map(([key, shape]) => ({
    ...{ section, key, shape },
    name: `${section}.${key}`,
  })),
);

function offered(text: string, read: (text: string) => Analysis): readonly string[] {
  const offset = text.indexOf("|");
  return completions(read(text.replace("|", "")), offset).map(({ text: written }) => written);
}

const inTypeScript = (rest: string) => `export const run = defineSchedule({ ${rest} });`;

describe("the value of a setting", () => {
  const numeric = settings.filter(({ shape }) => takesNumbers(shape));

  it.each(numeric)("$name has usual numbers, each of which it takes", (setting) => {
    const { section, key, shape } = setting;
    const json = offered(`{ "${section}": { "${key}": | } }`, readJson);
    const typescript = offered(inTypeScript(`${section}: { ${key}: | }`), readTypeScript);
    expect(json).not.toEqual([]);
    expect(typescript).toEqual(json);
    for (const text of json) expect(v.is(shape, Number(text)), text).toBe(true);
  });

  it.each(settings.filter(({ shape }) => !takesNumbers(shape)))(
    "$name is offered in TypeScript as its shape has it",
    ({ section, key, shape }) => {
      const texts = offered(inTypeScript(`${section}: { ${key}: | }`), readTypeScript);
      for (const text of texts.filter((one) => /^(true|false|"\w+")$/.test(one)))
        expect(v.is(shape, JSON.parse(text)), text).toBe(true);
      if (["boolean", "picklist"].includes((bare(shape) as v.GenericSchema).type))
        expect(texts).not.toEqual([]);
    },
  );

  it("is offered in an amount of time, too, and nowhere else between parentheses", () => {
    const track = (call: string) =>
      inTypeScript(`length: { epochs: 9, stepsPerEpoch: 10 }, learningRate: ${call}`);
    expect(offered(track("linear({ to: 1, for: epochs(|) })"), readTypeScript)).toEqual(
      usualAmounts("epochs"),
    );
    expect(offered(track("linear(|)"), readTypeScript)).toEqual([]);
    expect(offered(track("linear({ to: 1, for: epochs(5, |) })"), readTypeScript)).toEqual([]);
  });

  it("gives way to no keys in a list or a call", () => {
    const track = (rest: string) =>
      inTypeScript(
        `length: { steps: 9 }, learningRate: multiStep({ from: 1, factor: 0.1, ${rest} })`,
      );
    const keys = offered(track("at: [3], |"), readTypeScript);
    expect(keys).toContain("skip: ");
    for (const rest of ["at: [3, |]", "at: [steps(3), steps(4, |)]"])
      expect(offered(track(rest), readTypeScript)).not.toContain("skip: ");
  });
});
