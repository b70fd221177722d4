import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../../src/core/formats/table";
import { runs } from "../runs";
import { CONFIG_TEXTS } from "./configTexts";
import { editsWith } from "./edits";
import { readFormat } from "./read";

const fixture = (name: string): string => readFileSync(`test/fixtures/formats/${name}`, "utf8");

const PIECES = [
  "",
  "0",
  "-1",
  "1e999",
  "nan",
  "[",
  "]",
  "{",
  "}",
  ":",
  "\n",
  "  ",
  '"',
  "'",
  "&a ",
  "*a",
  "null",
  "\t",
  "#",
  "=",
  "${x}",
  "🙂",
  "\u0000",
  "- ",
  "!!str ",
];

describe("config formats under random edits", () => {
  for (const [name, text] of CONFIG_TEXTS) {
    it(`${name} is read without a throw, its values are numbers or unknown`, async () => {
      await fc.assert(
        fc.asyncProperty(editsWith(PIECES), async (edit) => {
          const edited = edit(text);
          const head = { uri: `file:///project/${name}`, languageId: "", text: edited };
          if (!FORMATS.some((format) => format.recognises(head))) return;
          const { schedules, problems } = await readFormat(name, edited);
          for (const { range } of problems) expect(range.start).toBeLessThanOrEqual(range.end);
          for (const { schedule } of schedules)
            for (const { curve } of schedule?.tracks.values() ?? [])
              expect(typeof curve.at(7)).toBe("number");
        }),
        { numRuns: runs(150, 4000) },
      );
    });
  }
});

describe("the test of what a document is", () => {
  it.each([
    ["a long line", "x".repeat(5_000_000)],
    ["many keys", "key: 1\n".repeat(100_000)],
    ["many spaces", `${" ".repeat(300_000)}x`],
  ])("%s is no schedule in any language", (_, text) => {
    for (const ending of ["py", "yaml", "toml", "json", "prototxt", "config", "sh"]) {
      const head = { uri: `file:///a.${ending}`, languageId: "", text };
      expect(FORMATS.filter((format) => format.recognises(head))).toEqual([]);
    }
  });
});

describe("the files that people had", () => {
  it.each([
    ["04.pipeline.config", "tf-object-detection", 30000],
    ["07.train.toml", "torchtitan", 40],
    ["13.lora.yaml", "mlx-lm", 190],
    ["18.ds_config.json", "deepspeed", 10],
  ])("%s is read as %s", async (name, format, length) => {
    const { schedules } = await readFormat(name, fixture(name));
    expect(schedules.map(({ foreign }) => foreign?.format)).toEqual([format]);
    expect(schedules[0]?.schedule?.length).toBe(length);
  });
});
