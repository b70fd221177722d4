import { describe, expect, it } from "vitest";
import type { Analysis, AnalyzedSchedule } from "../../../src/core/analysis";
import { durationForms } from "../../../src/core/language/durationForms";
import { safeEdits } from "../../../src/core/language/fixAll";
import { lenses } from "../../../src/core/language/lenses";
import { joinPhases } from "../../../src/core/language/joinPhases";
import { splitInMiddle } from "../../../src/core/phaseEdits/splitInMiddle";
import type { TextEdit } from "../../../src/core/text/range";
import { applyTextEdits } from "../edit/applyTextEdits";
import { readJson, readTypeScript } from "./read";

const JSON_TEXT = `{
  "length": { "epochs": 90, "stepsPerEpoch": 100 },
  // the usual
  "learningRate": [
    { "kind": "linear", "from": 0.1, "to": 0.5, "for": "10 epochs" }, // warm
    { "kind": "constant", "value": 0.5, "for": 3000 },
    { "kind": "linear", "to": 0 }
  ]
}`;

const TS_TEXT = `import { cosine, defineSchedule, epochs, linear } from "learning-rate-designer";
export const run = defineSchedule({
  length: { epochs: 90, stepsPerEpoch: 100 },
  learningRate: [linear({ from: 0.1, to: 0.5, for: epochs(10) }), cosine({ to: 0 })],
});
`;

function only({ schedules }: Analysis): AnalyzedSchedule {
  const [schedule] = schedules;
  if (!schedule) throw new Error("no schedule");
  return schedule;
}

type Refactoring = typeof splitInMiddle;

function refactored(
  analysis: Analysis,
  refactoring: Refactoring,
  mark: string,
): string | undefined {
  const { document } = analysis;
  const edits = refactoring(document, only(analysis), document.text.indexOf(mark) + 1);
  return edits && applyTextEdits(document.text, edits);
}

/** The rate at every 50th of the 9,000 steps. */
function rates(analysis: Analysis): number[] {
  const { schedule } = only(analysis);
  return Array.from({ length: 180 }, (_, i) => schedule?.at(i * 50).learningRate ?? NaN);
}

function expectSameCurve(one: Analysis, other: Analysis): void {
  const expected = rates(other);
  rates(one).forEach((rate, i) => {
    expect(rate).toBeCloseTo(expected[i] ?? NaN, 10);
  });
}

describe("splitting a phase", () => {
  it.each([
    ['"linear", "from"', '"to": 0.3, "for": "5 epochs"'],
    ['"constant"', '"for": 1500'],
    ['"linear", "to": 0', '"to": 0.25, "for": "25 epochs"'],
  ])("at %s keeps the curve and the comments", (mark, written) => {
    const analysis = readJson(JSON_TEXT);
    const text = refactored(analysis, splitInMiddle, mark);
    expect(text).toContain(written);
    expect(text).toContain("// the usual");
    expect(text).toContain("// warm");
    const split = readJson(text ?? "");
    expect(only(split).schedule?.tracks.get("learningRate")?.phases).toHaveLength(4);
    expectSameCurve(split, analysis);
  });

  it("writes builders in TypeScript, and none where half of a shape is another shape", () => {
    const analysis = readTypeScript(TS_TEXT);
    const text = refactored(analysis, splitInMiddle, "linear({");
    expect(text).toContain("linear({ from: 0.1, to: 0.3, for: epochs(5) })");
    expectSameCurve(readTypeScript(text ?? ""), analysis);
    expect(refactored(analysis, splitInMiddle, "cosine({")).toBeUndefined();
  });

  it.each([
    ["const PEAK = 0.5;", "to: 0.5", "to: PEAK", "to: PEAK, for: epochs(5)"],
    ["const to = 0.5;", "to: 0.5", "to", "to, for: epochs(5)"],
    ["const WARM = 10;", "epochs(10)", "epochs(WARM)", 'to: 0.5, for: "5 epochs"'],
    ["const WARM = epochs(10);", "epochs(10)", "WARM", 'to: 0.5, for: "5 epochs"'],
  ])("leaves %s as it is, and names it again where it still holds", (said, old, name, second) => {
    const analysis = readTypeScript(
      TS_TEXT.replace(old, name).replace("export", `${said}\nexport`),
    );
    const text = refactored(analysis, splitInMiddle, "linear({");
    expect(text).toContain(said);
    expect(text).toContain("from: 0.1, to: 0.3");
    expect(text).toContain(`linear({ ${second} })`);
    expectSameCurve(readTypeScript(text ?? ""), analysis);
  });

  it("is not offered for a phase that is a constant's name", () => {
    const named = TS_TEXT.replace(
      "linear({ from: 0.1, to: 0.5, for: epochs(10) })",
      "warm",
    ).replace("export", "const warm = linear({ from: 0.1, to: 0.5, for: epochs(10) });\nexport");
    expect(refactored(readTypeScript(named), splitInMiddle, "warm, ")).toBeUndefined();
  });
});

describe("joining phases", () => {
  it.each(['"linear", "from"', '"constant"', '"linear", "to": 0'])(
    "takes back the split at %s",
    (mark) => {
      const analysis = readJson(JSON_TEXT);
      const split = readJson(refactored(analysis, splitInMiddle, mark) ?? "");
      const joined = readJson(refactored(split, joinPhases, mark) ?? "");
      expect(only(joined).schedule?.tracks.get("learningRate")?.phases).toHaveLength(3);
      expectSameCurve(joined, analysis);
    },
  );

  it("is refused where the slope changes or the kinds differ", () => {
    const bent = readJson(
      '{ "length": { "steps": 100 }, "learningRate": [{ "kind": "linear", "from": 0, "to": 1, "for": 10 }, { "kind": "linear", "to": 0 }] }',
    );
    expect(refactored(bent, joinPhases, '"linear"')).toBeUndefined();
    expect(refactored(readJson(JSON_TEXT), joinPhases, '"constant"')).toBeUndefined();
  });
});

describe("durations in other units", () => {
  const forms = (analysis: Analysis, mark: string): string[] =>
    durationForms(analysis.document, only(analysis), analysis.document.text.indexOf(mark) + 1).map(
      ({ text, edit }) => `${text}: ${edit.text}`,
    );

  it("are those that say exactly as many steps", () => {
    // 10 epochs of 100 are 1,000 steps, 11.1111 % of 9,000 round to 1,000; 3,000 are 30 epochs
    const analysis = readJson(JSON_TEXT);
    expect(forms(analysis, '"10 epochs"')).toEqual(["1000 steps: 1000", '11.1111%: "11.1111%"']);
    expect(forms(analysis, "3000")).toEqual(['30 epochs: "30 epochs"', '33.3333%: "33.3333%"']);
    expect(forms(analysis, "0.5")).toEqual([]);
  });

  it("are rounds and tokens where the run counts them", () => {
    const run = (length: string, duration: string): Analysis =>
      readJson(
        `{ "length": ${length}, "learningRate": [{ "kind": "linear", "from": 0, "to": 1, "for": ${duration} }, { "kind": "cosine", "to": 0 }] }`,
      );
    expect(forms(run('{ "rounds": 50, "stepsPerRound": 20 }', "40"), "40")).toEqual([
      '2 rounds: "2 rounds"',
      '4%: "4%"',
    ]);
    const tokens = '{ "tokens": 300e9, "tokensPerStep": 3.2e6 }';
    expect(forms(run(tokens, '"50 steps"'), '"50')).toEqual([
      '160M tokens: "160M tokens"',
      '0.0533333%: "0.0533333%"',
    ]);
    expect(forms(run(tokens, '"1.6B tokens"'), '"1.6')).toEqual([
      "500 steps: 500",
      '0.533333%: "0.533333%"',
    ]);
  });

  it("replace the calls of TypeScript", () => {
    expect(forms(readTypeScript(TS_TEXT), "epochs(10)")).toEqual([
      "1000 steps: 1000",
      '11.1111%: "11.1111%"',
    ]);
  });
});

describe("fixing all", () => {
  const edit = (start: number, end: number, text: string): TextEdit => ({
    range: { start, end },
    text,
  });
  const problem = (edits: TextEdit[], safe: boolean) =>
    ({
      code: "x",
      severity: "error",
      message: "",
      range: { start: 0, end: 1 },
      fixes: [{ title: "", edits, safe }],
    }) as const;

  it("takes safe fixes alone, and of two for the same text the first", () => {
    expect(
      safeEdits([
        problem([edit(9, 10, "b")], true),
        problem([edit(0, 1, "unsafe")], false),
        problem([edit(3, 5, "a")], true),
        problem([edit(4, 6, "c"), edit(20, 21, "d")], true),
      ]),
    ).toEqual([edit(3, 5, "a"), edit(9, 10, "b")]);
  });
});

describe("the line above a schedule", () => {
  it("says its peak and its length", () => {
    expect(lenses(readJson(JSON_TEXT)).map(({ facts }) => facts)).toEqual([
      "peak 0.5 at step 1,000, 9,000 steps (90 epochs)",
    ]);
  });
});
