import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { extractPhase } from "../../../src/core/language/extractPhase";
import { inlineConstant } from "../../../src/core/language/inlineConstant";
import { applyTextEdits } from "../edit/applyTextEdits";
import { readJson, readTypeScript } from "./read";
import { expectSameCurves } from "./sameCurves";

const TEXT = `import { cosine, defineSchedule, epochs, linear } from "learning-rate-designer";

const PEAK = 0.5; // the peak

// The run of the paper,
// with a warmup.
export const run = defineSchedule({
  length: { epochs: 90, stepsPerEpoch: 100 },
  learningRate: [
    linear({
      from: 0,
      to: PEAK,
      for: epochs(10), // warm
    }),
    { kind: "cosine", to: 0 },
  ],
});
`;

function changed(
  analysis: Analysis,
  mark: string,
  refactoring: typeof extractPhase | typeof inlineConstant,
): string | undefined {
  const offset = analysis.document.text.lastIndexOf(mark) + 1;
  const [schedule] = analysis.schedules;
  const result = schedule && refactoring(analysis.document, schedule, offset);
  return result && applyTextEdits(analysis.document.text, result.edits);
}

describe("a phase as a constant", () => {
  it("stands before the definition and its comment, named after what it is", () => {
    const analysis = readTypeScript(TEXT);
    const text = changed(analysis, "linear({", extractPhase) ?? "";
    expect(text).toContain(`const PEAK = 0.5; // the peak

const warmup = linear({
  from: 0,
  to: PEAK,
  for: epochs(10), // warm
});
// The run of the paper,
// with a warmup.
export const run`);
    expect(text).toContain("learningRate: [\n    warmup,\n    { kind");
    expectSameCurves(readTypeScript(text), analysis);
  });

  it("keeps its type where it is an object, and takes a free name", () => {
    const before = TEXT.replace("PEAK = 0.5", "cosinePhase = 1, PEAK = 0.5");
    const text = changed(readTypeScript(before), 'kind: "cosine"', extractPhase) ?? "";
    expect(text).toContain('const cosinePhase2 = { kind: "cosine", to: 0 } as const;\n');
    expectSameCurves(readTypeScript(text), readTypeScript(before));
  });

  it("comes back by inlining it, and its declaration goes", () => {
    const analysis = readTypeScript(TEXT);
    const extracted = readTypeScript(changed(analysis, "linear({", extractPhase) ?? "");
    const text = changed(extracted, "warmup,", inlineConstant) ?? "";
    expect(text).not.toContain("const warmup");
    expectSameCurves(readTypeScript(text), analysis);
  });

  it("is not made in JSON, of a constant, of what a function makes, or in the middle of a call", () => {
    const json = readJson(
      '{ "length": { "steps": 9 }, "learningRate": { "kind": "linear", "from": 0, "to": 1 } }',
    );
    expect(changed(json, '"linear"', extractPhase)).toBeUndefined();
    const constant =
      "const w = linear({ from: 0, to: 1 });\nconst s = defineSchedule({ length: { steps: 9 }, learningRate: w });";
    expect(changed(readTypeScript(constant), "w }", extractPhase)).toBeUndefined();
    const made =
      "const s = defineSchedule({ length: { steps: 9 }, learningRate: [1, 2].map((x) => linear({ from: 0, to: x, for: 4 })) });";
    expect(changed(readTypeScript(made), "linear", extractPhase)).toBeUndefined();
    const call =
      "train(defineSchedule({ length: { steps: 9 }, learningRate: linear({ from: 0, to: 1 }) }));";
    expect(changed(readTypeScript(call), "linear", extractPhase)).toBeUndefined();
  });
});

describe("inlining a constant", () => {
  const at = (before: string, mark: string): string | undefined =>
    changed(readTypeScript(before), mark, inlineConstant);
  const rest = "length: { steps: 9 }, learningRate:";

  it("keeps a declaration that others use, that is exported, or that shares its line", () => {
    const line = `const P = 0.1 * 3;\nconst s = defineSchedule({ ${rest} P, momentum: P });`;
    expect(at(line, "P }")).toBe(line.replace("momentum: P", "momentum: 0.1 * 3"));
    const exported = `export const P = 0.1;\nconst s = defineSchedule({ ${rest} P });`;
    expect(at(exported, "P }")).toBe(exported.replace("learningRate: P", "learningRate: 0.1"));
    const commented = `const P = 0.1; // why\nconst s = defineSchedule({ ${rest} P });`;
    expect(at(commented, "P }")).toContain("const P = 0.1; // why");
    const alone = `const P: number = 0.1;\nconst s = defineSchedule({ ${rest} P });`;
    expect(at(alone, "P }")).toBe(`const s = defineSchedule({ ${rest} 0.1 });`);
  });

  it("writes the key of a shorthand", () => {
    const text = `const momentum = 0.9;\nconst s = defineSchedule({ length: { steps: 9 }, learningRate: 1, momentum });`;
    expect(at(text, "momentum }")).toContain("learningRate: 1, momentum: 0.9 }");
  });

  it("is not offered for what is computed, imported, or declared more than once", () => {
    expect(at(`const P = 1;\nconst s = defineSchedule({ ${rest} P * 2 });`, "P *")).toBeUndefined();
    expect(
      at(`import { P } from "./p";\nconst s = defineSchedule({ ${rest} P });`, "P }"),
    ).toBeUndefined();
    expect(
      at(
        `function f() { const P = 2; return P; }\nconst P = 1;\nconst s = defineSchedule({ ${rest} P });`,
        "P }",
      ),
    ).toBeUndefined();
    expect(at(`const P = 1\nconst s = defineSchedule({ ${rest} P });`, "P }")).toBeUndefined();
  });
});
