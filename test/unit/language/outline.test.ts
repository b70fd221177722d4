import { describe, expect, it } from "vitest";
import { outline, type OutlineItem } from "../../../src/core/language/outline";
import { readJson, readTypeScript, textOf } from "./read";

// 90 epochs of 156 updates are 14,040 steps, 5 of them 780.
const JSON_TEXT = `{
  "name": "ResNet-50",
  "length": { "epochs": 90, "stepsPerEpoch": 156 },
  "learningRate": [
    { "kind": "linear", "from": 0.1, "to": 3.2, "for": "5 epochs" },
    { "kind": "cosine", "to": 0 }
  ],
  "momentum": { "follow": "learningRate", "relation": "inverse", "range": [0.95, 0.85] },
  "temperature": 0.1
}`;

const TS_TEXT = `import { cosine, defineSchedule, epochs, linear } from "learning-rate-designer";
const PEAK = 3.2;
export const run = defineSchedule({
  length: { epochs: 90, stepsPerEpoch: 156 },
  learningRate: [linear({ from: 0.1, to: PEAK, for: epochs(5) }), cosine({ to: 0 })],
});
`;

const names = (items: readonly OutlineItem[]): string[] => items.map(({ name }) => name);

function nested(items: readonly OutlineItem[]): OutlineItem[] {
  return items.flatMap((item) => [item, ...nested(item.children)]);
}

describe("the outline", () => {
  it("names schedules, tracks and phases with their facts in JSON", () => {
    const analysis = readJson(JSON_TEXT);
    const [schedule, ...more] = outline(analysis);
    expect(more).toEqual([]);
    expect(schedule).toMatchObject({ name: "ResNet-50", detail: "14,040 steps (90 epochs)" });
    expect(names(schedule?.children ?? [])).toEqual([
      "learningRate: linear → cosine",
      "momentum: inverse ← learningRate",
      "temperature: 0.1",
    ]);
    const [rate] = schedule?.children ?? [];
    expect(rate?.detail).toBe("peak 3.2");
    expect(rate?.children.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
      "linear: 780 steps (5 epochs), 0.1 → 3.2",
      "cosine: 13,260 steps (85 epochs), 3.2 → 0",
    ]);
    expect(rate && textOf(analysis, rate.selection)).toBe('"learningRate"');
  });

  it("says the same of TypeScript", () => {
    const [schedule] = outline(readTypeScript(TS_TEXT));
    expect(schedule?.name).toBe("run");
    expect(names(schedule?.children ?? [])).toEqual(["learningRate: linear → cosine"]);
    expect(schedule?.children[0]?.children[0]?.detail).toBe("780 steps (5 epochs), 0.1 → 3.2");
  });

  it.each([
    ["JSON", JSON_TEXT, readJson],
    ["TypeScript", TS_TEXT, readTypeScript],
  ])(
    "holds at every stage of typing %s: selections in their ranges, no empty name",
    (_, text, read) => {
      let most = 0;
      for (let end = 0; end <= text.length; end += 7) {
        const items = nested(outline(read(text.slice(0, end))));
        most = Math.max(most, items.length);
        for (const { name, range, selection } of items) {
          expect(name).not.toBe("");
          expect(selection.start).toBeGreaterThanOrEqual(range.start);
          expect(selection.end).toBeLessThanOrEqual(range.end);
          expect(range.end).toBeLessThanOrEqual(end);
        }
      }
      expect(most).toBeGreaterThan(3);
    },
  );

  it("keeps the tracks of a definition that has no length yet", () => {
    const [schedule] = outline(
      readJson('{ "learningRate": { "kind": "cosine", "from": 1, "to": 0 } }'),
    );
    expect(schedule?.detail).toBe("");
    expect(names(schedule?.children ?? [])).toEqual(["learningRate: cosine"]);
  });

  it("shows the phases that a phase repeats below it", () => {
    const [schedule] = outline(
      readJson(`{ "length": { "steps": 100 }, "learningRate": { "kind": "repeat", "phases": [
        { "kind": "linear", "from": 0, "to": 1, "for": 10 }, { "kind": "cosine", "to": 0, "for": 10 } ] } }`),
    );
    const [rate] = schedule?.children ?? [];
    expect(names(rate?.children ?? [])).toEqual(["repeat"]);
    expect(names(rate?.children[0]?.children ?? [])).toEqual(["linear", "cosine"]);
  });
});
