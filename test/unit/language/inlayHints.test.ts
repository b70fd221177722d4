import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { inlayHints } from "../../../src/core/language/inlayHints";
import type { Symbols } from "../../../src/core/schedule/unknownValue";
import { readJson, readTypeScript } from "./read";

/** Each hint with the text of its line before it. */
function shown(analysis: Analysis, symbols?: Symbols): string[] {
  const { text } = analysis.document;
  return inlayHints(analysis, symbols).map((hint) => {
    const before = text.slice(0, hint.offset);
    return `${before.slice(-12)} ${hint.text}`;
  });
}

describe("inlay hints", () => {
  it("say what units, shares and the length come to", () => {
    // 14,040 steps; 5 · 156 = 780; 10 % of the steps 1,404; 10 % of the peak 0.32
    const analysis = readJson(`{
  "length": { "epochs": 90, "stepsPerEpoch": 156 },
  "learningRate": [
    { "kind": "linear", "from": "10%", "to": 3.2, "for": "5 epochs" },
    { "kind": "constant", "value": "10%", "for": "10%" },
    { "kind": "cosine", "to": 0, "every": "1 epoch" }
  ]
}`);
    expect(shown(analysis)).toEqual([
      'poch": 156 } = 14,040 steps',
      'from": "10%" = 0.32',
      ': "5 epochs" = 780 steps',
      'alue": "10%" = 0.32',
      '"for": "10%" = 1,404 steps',
      '": "1 epoch" = 156 steps',
    ]);
  });

  it("leave out what the text says itself", () => {
    const analysis = readJson(
      '{ "length": { "steps": 100 }, "learningRate": [{ "kind": "linear", "from": 0, "to": 1, "for": "10 steps" }, { "kind": "cosine", "to": 0, "for": 90 }] }',
    );
    expect(shown(analysis)).toEqual([]);
  });

  it("stand after the calls and names of TypeScript", () => {
    const analysis = readTypeScript(`
const WARM = "5 epochs";
export default defineSchedule({
  length: { epochs: 90, stepsPerEpoch: 156 },
  learningRate: [linear({ from: 0, to: 1, for: WARM }), cosine({ to: 0, for: epochs(85) })],
});`);
    expect(shown(analysis)).toEqual([
      "Epoch: 156 } = 14,040 steps",
      "1, for: WARM = 780 steps",
      ": epochs(85) = 13,260 steps",
    ]);
  });

  const UNKNOWN = `export default defineSchedule({
  length: { epochs: 10, stepsPerEpoch: loader.length },
  learningRate: cosine({ from: 1, to: 0 }),
});`;

  it("ask for what only the running program knows", () => {
    const [hint, ...more] = inlayHints(readTypeScript(UNKNOWN));
    expect(more).toEqual([]);
    expect(hint).toMatchObject({ text: "? give a value", symbol: "loader.length" });
  });

  it("show the value that was given, and what follows from it", () => {
    const symbols = { "loader.length": 391 };
    expect(shown(readTypeScript(UNKNOWN, symbols), symbols)).toEqual([
      "oader.length = 391 (given)",
      "der.length } = 3,910 steps",
    ]);
  });

  it("take a given value into arithmetic instead of standing for its result", () => {
    const text = UNKNOWN.replace("loader.length", "Math.floor(loader.length / 2)");
    const { schedules } = readTypeScript(text, { "loader.length": 391 });
    expect(schedules[0]?.schedule?.length).toBe(1950); // 10 epochs of 195
  });

  it("say nothing where two schedules share a constant that means different things", () => {
    const analysis = readTypeScript(`
const phases = [linear({ from: 0, to: 1, for: "10%" }), cosine({ to: 0 })];
export const a = defineSchedule({ length: { steps: 100 }, learningRate: phases });
export const b = defineSchedule({ length: { steps: 200 }, learningRate: phases });`);
    expect(analysis.schedules).toHaveLength(2);
    expect(shown(analysis)).toEqual([]);
  });
});
