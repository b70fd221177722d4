import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSchedule } from "../../../src/core/rules/check";
import { read } from "./judge";

const FOLDER = join(import.meta.dirname, "../../../examples/json");
const recipes = readdirSync(FOLDER).filter((file) => {
  const text = readFileSync(join(FOLDER, file), "utf8");
  return !text.includes('"schedules"');
});

describe("published recipes", () => {
  it("are there", () => {
    expect(recipes.length).toBeGreaterThanOrEqual(10);
  });

  it.each(recipes)("%s gives neither errors nor warnings, and one note at most", (file) => {
    const { context, issues } = read(readFileSync(join(FOLDER, file), "utf8"));
    expect(issues).toEqual([]);
    const problems = checkSchedule(context);
    expect(
      problems.filter(({ severity }) => severity === "error" || severity === "warning"),
    ).toEqual([]);
    expect(problems.length, problems.map(({ code }) => code).join()).toBeLessThanOrEqual(1);
  });
});
