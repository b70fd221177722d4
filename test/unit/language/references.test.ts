import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { fileAt, namedAt } from "../../../src/core/language/references";
import { renameSchedule, renameableAt } from "../../../src/core/language/rename";
import { applyTextEdits } from "../edit/applyTextEdits";
import { readJson, readTypeScript, textOf } from "./read";

const TEXT = `{
  "schedules": {
    "warm": {
      "length": { "steps": 100 },
      "learningRate": { "kind": "cosine", "from": 1, "to": 0 },
      "momentum": {
        "follow": "learningRate", "relation": "proportional",
        "reference": { "learningRate": 1, "value": 0.9 }
      }
    },
    "cold": { "extends": "warm", "weightDecay": { "follow": "learningRate", "relation": "constantProduct", "product": 1, "max": 2 } },
    "hot": { "extends": "warm", "learningRate": 0.1, "noise": { "phases": { "kind": "hold" }, "times": "learningRate" } },
    "far": { "extends": "./base.schedule.json#first" }
  }
}`;

function places(analysis: Analysis, offset: number): string[] {
  const { text } = analysis.document;
  return (namedAt(analysis, offset)?.occurrences ?? []).map(({ range, definition }) => {
    const line = text.slice(0, range.start).split("\n").length;
    return `${line}: ${textOf(analysis, range)}${definition ? " (defined)" : ""}`;
  });
}

describe("the names in a document", () => {
  const analysis = readJson(TEXT);

  it("find a track's definition and uses, also from schedules that take it over", () => {
    const expected = [
      "5: learningRate (defined)",
      "7: learningRate",
      "8: learningRate",
      "11: learningRate",
    ];
    expect(places(analysis, TEXT.indexOf('learningRate", "relation": "prop') + 3)).toEqual(
      expected,
    );
    expect(places(analysis, TEXT.indexOf('"learningRate"') + 3)).toEqual(expected);
  });

  it("keep the tracks of different schedules apart", () => {
    expect(places(analysis, TEXT.lastIndexOf("learningRate"))).toEqual([
      "12: learningRate (defined)",
      "12: learningRate",
    ]);
  });

  it("find a schedule by `extends`", () => {
    expect(places(analysis, TEXT.indexOf('"extends": "warm"') + 13)).toEqual([
      "3: warm (defined)",
      "11: warm",
      "12: warm",
    ]);
  });

  it("lead to other files", () => {
    expect(fileAt(analysis, TEXT.indexOf("base.schedule"))).toMatchObject({
      path: "./base.schedule.json",
      name: "first",
    });
    expect(fileAt(analysis, TEXT.indexOf('"extends": "warm"') + 13)).toBeUndefined();
  });

  it("are none at numbers and keys of phases", () => {
    expect(namedAt(analysis, TEXT.indexOf("100"))).toBeUndefined();
    expect(namedAt(analysis, TEXT.indexOf('"kind"') + 2)).toBeUndefined();
  });
});

describe("renaming a schedule", () => {
  const rename = (analysis: Analysis, offset: number, name: string): string => {
    const edits = renameSchedule(analysis, offset, name);
    return "reason" in edits ? edits.reason : applyTextEdits(analysis.document.text, edits);
  };

  it.each(['"warm": {', '"extends": "warm"'])("changes key and uses, from %s", (mark) => {
    const analysis = readJson(TEXT);
    const offset = TEXT.indexOf(mark) + mark.indexOf("warm") + 1;
    expect(renameableAt(analysis, offset)?.name).toBe("warm");
    const renamed = rename(analysis, offset, 'the "warm" one');
    expect(renamed).toBe(TEXT.replaceAll('"warm"', '"the \\"warm\\" one"'));
    expect(readJson(renamed).problems.map(({ code }) => code)).toEqual(
      analysis.problems.map(({ code }) => code),
    );
  });

  it("refuses a name that is taken, or empty, or nowhere", () => {
    const analysis = readJson(TEXT);
    const offset = TEXT.indexOf('"warm"') + 2;
    expect(rename(analysis, offset, "cold")).toContain("already");
    expect(rename(analysis, offset, " ")).toContain("empty");
    expect(rename(analysis, TEXT.indexOf("100"), "x")).toContain("No schedule");
  });

  it("writes keys and texts of TypeScript in their manner", () => {
    const text = `export default { schedules: { warm: { length: { steps: 9 }, learningRate: 1 }, b: { extends: 'warm' } } } satisfies ScheduleDefinition;`;
    const analysis = readTypeScript(text);
    expect(analysis.schedules.map(({ name }) => name)).toEqual(["warm", "b"]);
    expect(rename(analysis, text.indexOf("warm"), "hot")).toBe(text.replaceAll("warm", "hot"));
    expect(rename(analysis, text.indexOf("warm"), "it's")).toBe(
      text.replace("warm:", `"it's":`).replace("'warm'", "'it\\'s'"),
    );
  });
});
