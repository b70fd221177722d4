import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitTemplate, publishedRun, stepsOf, type Fit } from "../../../src/core/templates/fit";
import { typescriptModule } from "../../../src/core/templates/typescriptText";
import { only, read, recipe, recipes, values } from "./support";

const head = { title: "A recipe", citation: "Somebody 2017" };
const fitted = (json: string, fit: Fit): string => fitTemplate(json, fit, head);

/** Updates counted one by one, as a loop over batches makes them. */
function countedSteps(length: Fit["length"]): number {
  if ("steps" in length) return length.steps;
  if ("stepsPerEpoch" in length) return length.epochs * length.stepsPerEpoch;
  const { epochs, samples, batchSize, devices = 1, accumulate = 1 } = length;
  let [updates, batches] = [0, 0];
  for (let taken = 0; taken < samples; taken += batchSize * devices) {
    batches++;
    const isLast = taken + batchSize * devices >= samples;
    if (batches % accumulate === 0 || isLast) updates++;
  }
  return epochs * updates;
}

const fits = fc.record<Fit>({
  length: fc.oneof(
    fc.record({ steps: fc.integer({ min: 1000, max: 1_000_000 }) }),
    fc.record({
      epochs: fc.integer({ min: 10, max: 500 }),
      stepsPerEpoch: fc.integer({ min: 100, max: 5000 }),
    }),
    fc.record({
      epochs: fc.integer({ min: 10, max: 500 }),
      samples: fc.integer({ min: 20_000, max: 2_000_000 }),
      batchSize: fc.integer({ min: 1, max: 64 }),
      devices: fc.integer({ min: 1, max: 8 }),
      accumulate: fc.integer({ min: 1, max: 2 }),
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
          const { schedules, problems } = read(fitted(json, fit), "json");
          expect(schedules[0]?.schedule?.length).toBe(countedSteps(fit.length));
          expect(stepsOf(fit.length)).toBe(countedSteps(fit.length));
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
    const text = fitted(recipe("goyal-imagenet"), { length, durations: "scale" });
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
    expect(fitted(goyal, { length, durations: "keep" })).toContain('"for": "5 epochs"');
    expect(fitted(goyal, { length, durations: "scale" })).toContain('"for": "2.5 epochs"');
    const gpt = fitted(recipe("gpt3"), { length: { steps: 90_000 }, durations: "keep" });
    // 375 million tokens of 3.2 million a step: 117 steps and a little.
    expect(gpt).toContain('"for": 117 }');
    expect(gpt).toContain("// After Somebody 2017");
  });

  it("keeps no comment and no name that tells of the published run", () => {
    const data = { epochs: 12, samples: 50_000, batchSize: 128, devices: 4, accumulate: 1 };
    for (const { json } of recipes) {
      const text = fitted(json, { length: data, durations: "scale" });
      expect(text).toMatch(
        /^\/\/ After Somebody 2017, for another length of run\.\n(?:\/\/ Its rates are for a batch of [\d,]+\.\n)?\{\n {2}"name": "A recipe",\n/,
      );
      expect(text).toContain(
        '"length": { "epochs": 12, "samples": 50000, "batchSize": 128, "devices": 4 }',
      );
      expect(text.match(/\/\//g)?.length).toBeLessThan(3);
    }
    const goyal = fitted(recipe("goyal-imagenet"), { length: data, durations: "scale" });
    expect(goyal).toContain("// Its rates are for a batch of 8,192.");
    const same = { epochs: 12, samples: 50_000, batchSize: 1024, devices: 8 };
    expect(fitted(recipe("goyal-imagenet"), { length: same, durations: "scale" })).not.toContain(
      "Its rates",
    );
  });

  it("says of its own run what it knows", () => {
    expect(publishedRun(recipe("sgdr"))).toEqual({ epochs: 150, samples: 50_000, batchSize: 128 });
    expect(publishedRun(recipe("minicpm-wsd"))).toEqual({});
    expect(publishedRun("[")).toEqual({});
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
      expect(() => fitted(text, fit)).toThrow("no template");
    }
  });
});
