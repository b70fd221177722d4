import { describe, expect, it } from "vitest";
import type { AnalyzedSchedule } from "../../../src/core/analysis";
import { parseJson } from "../../../src/core/parse/json";
import { buildSchedule } from "../../../src/core/schedule/build";
import { pathAt, placeAt } from "../../../src/host/model/place";

const TEXT = `{
  "length": { "steps": 100 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 1, "for": 10 },
    { "kind": "cosine", "to": 0 }
  ],
  "momentum": { "kind": "constant", "value": 0.9 }
}`;

function analyzed(): AnalyzedSchedule {
  const [root] = parseJson(TEXT).roots;
  if (root?.value.type !== "object") throw new Error("no object");
  const { schedule } = buildSchedule(JSON.parse(TEXT));
  return {
    name: "schedule",
    anchor: root.anchor,
    range: root.value.range,
    source: root.value,
    schedule,
    complete: true,
    problems: [],
    unknowns: [],
  };
}

const at = (mark: string): number => TEXT.indexOf(mark) + 1;

describe("pathAt", () => {
  it.each([
    ["steps", ["length", "steps"]],
    ["10 }", ["learningRate", 0, "for"]],
    ["cosine", ["learningRate", 1, "kind"]],
    ["0.9", ["momentum", "value"]],
  ])("finds %s", (mark, path) => {
    expect(pathAt(analyzed().source, at(mark))).toEqual(path);
  });

  it("is empty between the entries", () => {
    expect(pathAt(analyzed().source, TEXT.length)).toEqual([]);
  });
});

describe("placeAt", () => {
  it.each([
    ["linear", "learningRate", 0],
    ["cosine", "learningRate", 1],
    ["0.9", "momentum", 0],
  ])("knows the phase around %s", (mark, track, phase) => {
    const place = placeAt(analyzed(), at(mark));
    expect(place.track?.name).toBe(track);
    expect(place.phase).toBe(phase);
  });

  it("knows no track at the length", () => {
    expect(placeAt(analyzed(), at("steps")).track).toBeUndefined();
  });
});
