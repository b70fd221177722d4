import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { scaleLength, statedLength } from "../../../src/core/language/scaleLength";
import { applyTextEdits } from "../edit/applyTextEdits";
import { definition, jsonOf } from "../schedule/arbitraries";
import { readJson, readTypeScript } from "./read";

function scaled(analysis: Analysis, amount: number): string {
  const [schedule] = analysis.schedules;
  if (!schedule) throw new Error("no schedule");
  const result = scaleLength(analysis.document, schedule, amount);
  return "reason" in result ? result.reason : applyTextEdits(analysis.document.text, result.edits);
}

describe("scaling a schedule to a new length", () => {
  it("stretches durations in their own units and leaves shares of the run", () => {
    const json = `{
  "length": { "epochs": 90, "stepsPerEpoch": 100 }, // a comment
  "onPlateau": { "factor": 0.5, "every": "1 epoch" },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 1, "for": "5 epochs" },
    { "kind": "constant", "value": 1, "for": 1_000 },
    { "kind": "multiStep", "at": ["20%", 2000, "3e3 steps"], "factor": 0.1, "every": "1 epoch" }
  ]
}`.replace("1_000", "1e3");
    const text = scaled(readJson(json), 180);
    expect(text).toBe(
      json
        .replace('"epochs": 90', '"epochs": 180')
        .replace('"5 epochs"', '"10 epochs"')
        .replaceAll('"1 epoch"', '"2 epochs"')
        .replace("1e3", "2e3")
        .replace("2000", "4000")
        .replace("3e3 steps", "6e3 steps"),
    );
  });

  it("keeps to whole steps, and says in steps what the unit cannot say", () => {
    const text = scaled(
      readJson(
        '{ "length": { "epochs": 3, "stepsPerEpoch": 7 }, "learningRate": [{ "kind": "linear", "from": 0, "to": 1, "for": "1 epoch" }, { "kind": "constant", "for": 3, "value": 1 }, { "kind": "linear", "to": 0 }] }',
      ),
      2,
    );
    expect(text).toContain('"epochs": 2');
    expect(text).toMatch(/"for": "(?:5 steps|0\.\d+ epochs)"/);
    expect(text).toContain('"for": 2,');
  });

  it("edits the constants of TypeScript, or says why not", () => {
    const text = (rest: string): string =>
      `import { cosine, defineSchedule, linear, epochs } from "learning-rate-designer";
const WARM = 5;
export const run = defineSchedule({
  length: { epochs: 10, stepsPerEpoch: 100 },
  learningRate: [linear({ from: 0, to: 1, for: epochs(2) }), cosine({ to: 0, every: WARM })],
  ${rest}
});`;
    const result = scaled(readTypeScript(text("")), 30);
    for (const part of ["epochs: 30", "epochs(6)", "const WARM = 15"])
      expect(result).toContain(part);
    expect(
      scaled(
        readTypeScript(text("momentum: { kind: 'step', from: 1, factor: 1, every: WARM }")),
        30,
      ),
    ).toContain("WARM is used in more than one place");
  });

  it.each([
    ['{ "learningRate": 1 }', 5, "not stated"],
    ['{ "length": { "steps": 9 }, "learningRate": 1 }', 0, "greater than 0"],
    [
      '{ "length": { "steps": 9 }, "learningRate": { "kind": "table", "values": [1, 2] } }',
      10,
      "whole numbers",
    ],
  ])("is refused for %s", (json, amount, reason) => {
    expect(scaled(readJson(json), amount)).toContain(reason);
  });

  it("is refused for functions of the step and for what another schedule says", () => {
    const text =
      "defineSchedule({ length: { steps: 9 }, learningRate: custom({ value: (s) => s }) });";
    expect(scaled(readTypeScript(text), 18)).toContain("function");
    const two = readJson(
      '{ "schedules": { "b": { "extends": "a", "length": { "steps": 4 } }, "a": { "length": { "steps": 9 }, "learningRate": 1 } } }',
    );
    expect(scaled(two, 8)).toContain("another schedule");
    expect(two.schedules[0] && statedLength(two.schedules[0])).toEqual({
      unit: "steps",
      amount: 4,
    });
  });

  // f(t) before is f(k t) after; not where the shape counts steps: a last step, a logarithm, a length from β2
  it("gives the stretched curve of any definition", () => {
    fc.assert(
      fc.property(definition, fc.integer({ min: 2, max: 4 }), (plain, ratio) => {
        const json = JSON.stringify(jsonOf(plain), null, 2);
        fc.pre(
          !/"endpoint": true|logarithmic|Warmup|"periodGrowth": 1\.|"kind": "oneCycle"/.test(json),
        );
        const before = readJson(json);
        const steps = before.schedules[0]?.schedule?.length ?? NaN;
        const after = readJson(scaled(before, steps * ratio));
        const [one, other] = [before.schedules[0]?.schedule, after.schedules[0]?.schedule];
        expect(other?.length).toBe(steps * ratio);
        for (let step = 0; step < steps; step++) {
          const [a, b] = [
            one?.at(step).learningRate ?? NaN,
            other?.at(step * ratio).learningRate ?? NaN,
          ];
          // exponents multiply rounding: a factor for each of up to 900 steps
          expect(Math.abs(a - b), `at ${step}`).toBeLessThanOrEqual(1e-9 * Math.abs(a));
        }
      }),
      { numRuns: 60 },
    );
  });
});
