import { describe, expect, it } from "vitest";
import { phaseStretches } from "../../../src/core/language/phaseStretches";
import { definitionIn, inheritedAt } from "../../../src/core/language/references";
import { unitRanges } from "../../../src/core/language/units";
import { sparkline } from "../../../src/core/svg/sparkline";
import { readJson, readTypeScript, textOf } from "./read";

describe("units in durations", () => {
  it("are found in texts and calls, not in values, names or what is no duration", () => {
    const json = readJson(`{
  "name": "5 epochs", "length": { "epochs": 90, "stepsPerEpoch": 100, "tokens": 1 },
  "learningRate": [
    { "kind": "linear", "from": "10%", "to": 1, "for": "5 epochs" },
    { "kind": "multiStep", "at": ["20%", 7, "2.5B tokens", "soon", "3rounds"], "factor": 0.1, "every": " 1 epoch " }
  ]
}`);
    expect(unitRanges(json).map((range) => textOf(json, range))).toEqual([
      ...["epochs", "%", "B tokens", "rounds", "epoch"],
    ]);
    const typescript = readTypeScript(
      "const W = 5; defineSchedule({ length: { steps: 9 }, learningRate: [linear({ from: 0, to: 1, for: epochs(W) }), cosine({ to: 0, for: '3 steps', every: `${W} steps` })] });",
    );
    expect(unitRanges(typescript).map((range) => textOf(typescript, range))).toEqual([
      ...["epochs", "steps", "steps"],
    ]);
  });
});

describe("phases of the inline preview", () => {
  const analysis = readJson(`{ "length": { "steps": 100 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 1, "for": 30 },
    { "kind": "constant", "value": 0.5, "for": 1 },
    { "kind": "cosine", "to": 0 }
  ],
  "momentum": { "kind": "linear", "from": 1, "to": 0 } }`);
  const [schedule] = analysis.schedules;

  it("are those of several steps in lists of several phases", () => {
    const found = schedule ? phaseStretches(schedule) : [];
    expect(
      found.map(({ track, stretch, offset }) => [
        track,
        stretch.start,
        stretch.end,
        analysis.document.text.slice(0, offset).split("\n").length,
      ]),
    ).toEqual([
      ["learningRate", 0, 30, 3],
      ["learningRate", 31, 100, 5],
    ]);
  });

  it("are drawn as high as they are within the whole curve", () => {
    const evaluated = schedule?.schedule;
    if (!evaluated) throw new Error("nothing evaluated");
    const look = { width: 60, height: 12, color: "red" };
    const heights = (stretch: { start: number; end: number }): number[] => {
      const [, path = ""] = / d="M([^"]*)"/.exec(sparkline(evaluated, { ...look, stretch })) ?? [];
      return path.split(/[ L]/).flatMap((part, i) => (i % 2 === 1 ? [Number(part)] : []));
    };
    const second = heights({ start: 31, end: 100 });
    // 0.5 of a peak of 1 lies half-way between the lines 11 (zero) and 1 (the peak)
    expect(Math.min(...second)).toBeGreaterThan(5);
    expect(Math.min(...heights({ start: 0, end: 30 }))).toBeLessThan(2);
  });
});

describe("what another file defines", () => {
  const base = readJson(
    '{ "schedules": { "a": { "learningRate": 1 }, "b": { "learningRate": 2, "noise": 3 } } }',
  );

  it("is found by the schedule's name and the track's", () => {
    const at = (name?: string, track?: string): string | undefined => {
      const range = definitionIn(base, name, track);
      return range && `${textOf(base, range)} ${range.start}`;
    };
    expect(at("b")).toMatch(/^b /);
    expect(at()).toMatch(/^a /);
    expect(at("b", "noise")).toMatch(/^noise /);
    expect(at("a", "noise")).toBe(at("a"));
    expect(at("c")).toBeUndefined();
  });

  it("is where a followed track leads that this file takes over", () => {
    const text = `{ "schedules": {
      "mine": { "extends": "middle", "weightDecay": { "follow": "noise", "relation": "proportional" } },
      "middle": { "extends": "./base.schedule.json#b" },
      "round": { "extends": "about", "weightDecay": { "follow": "nothing" } },
      "about": { "extends": "round" }
    } }`;
    const analysis = readJson(text);
    const there = inheritedAt(analysis, text.indexOf('"noise"') + 2);
    expect(there).toEqual({ path: "./base.schedule.json", name: "b", track: "noise" });
    expect(inheritedAt(analysis, text.indexOf('"nothing"') + 2)).toBeUndefined();
    expect(inheritedAt(analysis, text.indexOf('"weightDecay"') + 2)).toBeUndefined();
  });
});
