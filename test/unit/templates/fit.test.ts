import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitTemplate, type Fit } from "../../../src/core/templates/fit";
import { typescriptModule } from "../../../src/core/templates/typescriptText";
import { only, read, recipe, recipes, values } from "./support";

const fits = fc.record<Fit>({
  length: fc.oneof(
    fc.record({ steps: fc.integer({ min: 1000, max: 1_000_000 }) }),
    fc.record({
      epochs: fc.integer({ min: 10, max: 500 }),
      stepsPerEpoch: fc.integer({ min: 100, max: 5000 }),
    }),
  ),
  durations: fc.constantFrom("scale", "keep"),
});

describe("a recipe made to fit", () => {
  it.each(recipes.map(({ template, json }) => [template.title, json] as const))(
    "is %s in a run of any length, without a mistake in it",
    (_title, json) => {
      fc.assert(
        fc.property(fits, (fit) => {
          const { schedules, problems } = read(fitTemplate(json, fit), "json");
          const { length } = fit;
          const expected = "steps" in length ? length.steps : length.epochs * length.stepsPerEpoch;
          expect(schedules[0]?.schedule?.length).toBe(expected);
          const wrong = problems.filter(({ severity }) => severity === "error");
          // A length that is kept may be longer than a short run; the reader says so then.
          if (fit.durations === "scale") expect(wrong).toEqual([]);
        }),
        { numRuns: 15 },
      );
    },
  );

  it("keeps the shape of the curve when its lengths scale", () => {
    const published = only(read(recipe("goyal-imagenet"), "json"));
    const length = { steps: published.length * 4 };
    const text = fitTemplate(recipe("goyal-imagenet"), { length, durations: "scale" });
    const [before, after] = [published, only(read(text, "json"))].map(
      ({ tracks }) => tracks.get("learningRate")?.curve,
    );
    for (const step of [0, 100, 784, 900, 4000, 5000, 9000, 12_000, 14_000]) {
      expect(after?.at(4 * step)).toBeCloseTo(before?.at(step) ?? NaN, 10);
    }
  });

  it("keeps epochs as epochs where the run has them, and tokens as steps where it has not", () => {
    const length = { epochs: 45, stepsPerEpoch: 100 };
    const goyal = recipe("goyal-imagenet");
    // Published with 5 of 90 epochs of warmup.
    expect(fitTemplate(goyal, { length, durations: "keep" })).toContain('"for": "5 epochs"');
    expect(fitTemplate(goyal, { length, durations: "scale" })).toContain('"for": "2.5 epochs"');
    const gpt = fitTemplate(recipe("gpt3"), { length: { steps: 90_000 }, durations: "keep" });
    // 375 million tokens of 3.2 million a step: 117 steps and a little.
    expect(gpt).toContain('"for": 117 }');
    expect(gpt).toContain("// Brown et al. 2020");
  });

  it("is the same in TypeScript, with builders and the citation", () => {
    for (const { json } of recipes) {
      const text = typescriptModule(json);
      expect(values(only(read(text, "typescript"))), text).toEqual(
        values(only(read(json, "json"))),
      );
      expect(text).toMatch(/^\/\/ .*\d{4}/);
      expect(text).toContain('} from "learning-rate-designer";');
    }
  });

  it("is no recipe where there is none", () => {
    const fit: Fit = { length: { steps: 10 }, durations: "scale" };
    for (const text of ["", "[]", '{ "learningRate": 1 }']) {
      expect(() => fitTemplate(text, fit)).toThrow("no template");
    }
  });
});
