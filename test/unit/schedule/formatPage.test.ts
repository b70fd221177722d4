import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { parser } from "../parse/parser";

const root = join(import.meta.dirname, "../../..");
const page = readFileSync(join(root, "docs/format.md"), "utf8");
const blocks = [...page.matchAll(/```(jsonc|ts)\n([^]*?)```/g)].map(([, language, text = ""]) => ({
  language,
  text,
}));
const whole = blocks.filter(({ text }) => text.startsWith("{") || text.includes("defineSchedule("));

describe("docs/format.md", () => {
  it("has examples of whole definitions", () => {
    expect(whole.map(({ language }) => language)).toEqual(["jsonc", "jsonc", "ts"]);
  });

  it.each(whole)("has an example in $language that is read without an error", (block) => {
    const { language, text } = block;
    const document = language === "ts" ? parseTypeScript(text, parser) : parseJson(text);
    const { schedules, problems } = analyze(document);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(schedules.length).toBeGreaterThan(0);
    expect(schedules.every(({ complete }) => complete)).toBe(true);
  });
});
