import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { insertRecipe } from "../../../src/core/templates/insert";
import { applyTextEdits } from "../edit/applyTextEdits";
import { only, read, recipe, recipes, values } from "./support";

const JSON_FILES = {
  nothing: "",
  "one schedule":
    '// mine\n{ "name": "a", "length": { "steps": 50 }, "learningRate": 0.5 /* here */ }\n',
  several: `{
  "schedules": {
    "a": { "length": { "steps": 50 }, "learningRate": 0.5 }, // the first
    "b": { "extends": "a", "learningRate": 0.25 }
  }
}`,
  "none yet": '{ "schedules": {} }',
};

const TS_FILES = {
  nothing: "",
  "one schedule": `import { defineSchedule, linear } from "learning-rate-designer";

const PEAK = 0.5; // the peak
export const a = defineSchedule({
  length: { steps: 50 },

  learningRate: linear({ from: 0, to: PEAK }),
});

export const SGDRT010Tmult2 = 7;
`,
  "another import": `import * as lrd from "learning-rate-designer";
export const a = lrd.defineSchedule({ length: { steps: 50 }, learningRate: 0.5 })`,
};

const FILES = [
  ...Object.entries(JSON_FILES).map(([what, text]) => ["json", what, text] as const),
  ...Object.entries(TS_FILES).map(([what, text]) => ["typescript", what, text] as const),
];

const sgdr = { json: recipe("sgdr"), title: "SGDR" };

describe("a recipe inserted into a file", () => {
  it.each(FILES)("is one more schedule in a %s file with %s", (language, _what, text) => {
    const before = read(text, language);
    fc.assert(
      fc.property(fc.constantFrom(...recipes), fc.nat(text.length), (chosen, offset) => {
        const named = { json: chosen.json, title: chosen.template.title };
        const after = applyTextEdits(text, insertRecipe(before.document, named, offset));
        const now = read(after, language);
        expect(now.schedules, after).toHaveLength(before.schedules.length + 1);
        const all = now.schedules.map(({ schedule }) => values(schedule));
        expect(all, after).toContainEqual(values(only(read(chosen.json, "json"))));
        for (const { name, schedule } of before.schedules) {
          const same = now.schedules.find((other) => other.name === name);
          expect(values(same?.schedule), after).toEqual(values(schedule));
        }
        const errors = now.problems.filter(({ severity }) => severity === "error");
        expect(errors, after).toEqual([]);
        for (const [comment] of text.matchAll(/\/\/.*|\/\*.*?\*\//g)) {
          expect(after).toContain(comment);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("stands on the empty line where the user is, with its imports beside the others", () => {
    const text = TS_FILES["one schedule"];
    const offset = text.indexOf("\nexport const SGDR");
    const edits = insertRecipe(read(text, "typescript").document, sgdr, offset);
    const after = applyTextEdits(text, edits);
    expect(after.indexOf("const SGDRT010Tmult22 =")).toBeGreaterThan(after.indexOf("const a ="));
    expect(after.indexOf("const SGDRT010Tmult22 =")).toBeLessThan(
      after.indexOf("const SGDRT010Tmult2 = 7"),
    );
    const imported = "import { defineSchedule, linear, cosineRestarts, epochs } from";
    expect(after).toContain(imported);
  });

  it("does not stand within another statement, though the line is empty there", () => {
    const text = TS_FILES["one schedule"];
    const offset = text.indexOf("\n  learningRate");
    const after = applyTextEdits(
      text,
      insertRecipe(read(text, "typescript").document, sgdr, offset),
    );
    expect(after.indexOf("const SGDRT010Tmult22 =")).toBeGreaterThan(
      after.indexOf("const SGDRT010Tmult2 = 7"),
    );
  });

  it("is refused while the file is not finished", () => {
    for (const text of ['{ "schedules": { "a": ', '{ "a": 1, }}']) {
      const { document } = read(text, "json");
      expect(() => insertRecipe(document, sgdr, 0)).toThrow("Fix the errors");
    }
  });
});
