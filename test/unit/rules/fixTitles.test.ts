import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { applyTextEdits } from "../edit/applyTextEdits";

/** Of a run with this warmup: the title of each fix, and the length that it writes. */
function fixes(length: string, warmup: string, code: string): (string | undefined)[][] {
  const text = `{ "length": ${length}, "learningRate": [
    { "kind": "linear", "from": 0.01, "to": 0.1, "for": ${warmup} }, { "kind": "cosine", "to": 0 }] }`;
  const found = analyze(parseJson(text)).problems.find((problem) => problem.code === code);
  return (found?.fixes ?? []).map(({ title, edits }) => {
    const after = applyTextEdits(text, edits);
    const [, duration] = /"for": (.*?) \}/.exec(after) ?? [];
    const [, run] = /"length": (\{.*?\})/.exec(after) ?? [];
    return [title, duration === warmup ? run : duration];
  });
}

const EPOCHS = '{ "epochs": 3, "stepsPerEpoch": 1563 }';

describe("the title of a fix says what it writes", () => {
  it("in epochs, with a round number of them", () => {
    expect(fixes(EPOCHS, '"5 epochs"', "warmup-longer-than-run")).toEqual([
      ["Warm up for 0.15 epochs (234 of the 4,689 steps)", '"0.15 epochs"'],
      ["Read it as a share of the run: 5% (234 steps)", '"5%"'],
      ["Lengthen the run to 100 epochs", '{ "epochs": 100, "stepsPerEpoch": 1563 }'],
    ]);
  });

  it("in steps", () => {
    expect(fixes('{ "steps": 1000 }', "5000", "warmup-longer-than-run")).toEqual([
      ["Warm up for 50 of the 1,000 steps", "50"],
      ["Lengthen the run to 100,000 steps", '{ "steps": 100000 }'],
    ]);
  });

  it("offers steps where the number of epochs can be one", () => {
    const titles = fixes(EPOCHS, '"500 epochs"', "warmup-longer-than-run");
    expect(titles[1]).toEqual(["Read it as 500 steps", '"500 steps"']);
  });

  it("offers percent and steps of what are 200%", () => {
    const [, ...others] = fixes(EPOCHS, '"200%"', "warmup-longer-than-run");
    expect(others[0]).toEqual(["Read it as 200 steps", '"200 steps"']);
  });

  it.each([
    ['{ "steps": 1000 }', '"60%"', '"5%"', "5% (50 steps)"],
    ['{ "epochs": 3, "stepsPerEpoch": 1563 }', '"2 epochs"', '"0.15 epochs"', "0.15 epochs"],
    ['{ "steps": 1000 }', '"600 steps"', '"50 steps"', "50 steps"],
  ])("of a warmup in a run of %s, %s", (length, warmup, written, says) => {
    const [[title, duration] = []] = fixes(length, warmup, "warmup-too-long");
    expect(duration).toBe(written);
    expect(title).toContain(says);
  });

  it("writes no length with more digits than people write", () => {
    const text = readFileSync("test/fixtures/cases/02d-decay-to-zero-early.schedule.json", "utf8");
    for (const { fixes } of analyze(parseJson(text)).problems)
      for (const { edits } of fixes)
        for (const edit of edits) expect(edit.text).not.toMatch(/\d\.\d{4,} epochs/);
  });
});
