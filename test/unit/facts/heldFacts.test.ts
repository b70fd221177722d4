import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { heldFacts } from "../../../src/core/facts/heldFacts";
import { parseJson } from "../../../src/core/parse/json";

const told = (definition: object): string[] => {
  const text = JSON.stringify({ length: { steps: 10 }, learningRate: 0.1, ...definition });
  const schedule = analyze(parseJson(text)).schedules[0]?.schedule;
  if (!schedule) throw new Error("nothing can be drawn");
  return heldFacts(schedule).map(({ label, value }) => `${label} ${value}`);
};

describe("the momentum that is held", () => {
  it("is the optimizer's, where it is said", () => {
    expect(told({ optimizer: { name: "adamw", beta1: 0.9, beta2: 0.999 } })).toEqual(["β1 0.9"]);
    expect(told({ optimizer: { name: "sgd", momentum: 0.95 } })).toEqual(["Momentum 0.95"]);
  });

  it("is not told where it is not known, or a track tells of its course", () => {
    expect(told({})).toEqual([]);
    expect(told({ optimizer: { name: "adamw" } })).toEqual([]);
    const momentum = [{ kind: "linear", from: 0.95, to: 0.85 }];
    expect(told({ optimizer: { name: "sgd", momentum: 0.95 }, momentum })).toEqual([]);
  });
});
