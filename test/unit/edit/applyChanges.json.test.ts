import { describe, expect, it } from "vitest";
import { applyChanges } from "../../../src/core/edit/applyChanges";
import type { Change } from "../../../src/core/edit/change";
import { parseJson } from "../../../src/core/parse/json";
import type { SourceObject } from "../../../src/core/parse/sourceValue";
import { applyTextEdits } from "./applyTextEdits";

function rootOf(text: string): SourceObject {
  const value = parseJson(text).roots[0]?.value;
  if (value?.type !== "object") throw new Error("no root object");
  return value;
}

function change(text: string, ...changes: Change[]): string {
  const result = applyChanges(parseJson(text), rootOf(text), changes);
  if (result.refusal) return `refused: ${result.refusal.reason}`;
  return applyTextEdits(text, result.edits);
}

describe("set in JSON", () => {
  it.each([
    ['{"a": 5e-4}', 2.5e-4, '{"a": 2.5e-4}'],
    ['{"a": 5e-04}', 2.5e-5, '{"a": 2.5e-05}'],
    ['{"a": 1.0}', 2, '{"a": 2.0}'],
    ['{"a": 0.10}', 0.25, '{"a": 0.25}'],
    ['{"a": 5000}', 1e7, '{"a": 10000000}'],
    ['{"a": 1E+3}', 2500, '{"a": 2.5E+3}'],
    ['{"a": "500 steps"}', "250 steps", '{"a": "250 steps"}'],
    ['{"a": "1e4 steps"}', "2500 steps", '{"a": "2.5e3 steps"}'],
    ['{"a": "1_000 steps"}', "12500 steps", '{"a": "12_500 steps"}'],
    ['{"a": " 10 % "}', "5 %", '{"a": "5 %"}'],
    ['{"a": "5 epochs"}', 100, '{"a": 100}'],
    ['{"a": "linear"}', 'co"sine', '{"a": "co\\"sine"}'],
  ])("%s", (text, value, expected) => {
    expect(change(text, { type: "set", path: ["a"], value })).toBe(expected);
  });

  it("touches only the number inside a string with a unit", () => {
    const text = '{"a": "500 steps"}';
    const { edits } = applyChanges(parseJson(text), rootOf(text), [
      { type: "set", path: ["a"], value: "250 steps" },
    ]);
    expect(edits).toEqual([{ range: { start: 7, end: 10 }, text: "250" }]);
  });

  it("adds an entry that is not there yet", () => {
    expect(change('{"a": {"x": 1}}', { type: "set", path: ["a", "y"], value: true })).toBe(
      '{"a": {"x": 1, "y": true}}',
    );
  });

  it("sees a bare number as a constant phase", () => {
    expect(change('{"a": 0.1}', { type: "set", path: ["a", 0, "value"], value: 0.2 })).toBe(
      '{"a": 0.2}',
    );
  });

  it("refuses values that JSON cannot say", () => {
    expect(change('{"a": 1}', { type: "set", path: ["a"], value: NaN })).toContain("refused");
    expect(change('{"a": 1}', { type: "set", path: ["a"], value: [{ b: Infinity }] })).toContain(
      "refused",
    );
  });
});

const LIST = `{
  "track": [
    // the first
    { "kind": "linear", "to": 1 }, // about the first
    /* the second */ { "kind": "cosine" } // about the second
  ]
}`;

describe("remove in JSON", () => {
  const remove = (text: string, ...paths: (string | number)[][]) =>
    change(text, ...paths.map((path): Change => ({ type: "remove", path })));

  it("takes the comma and keeps comments", () => {
    expect(remove(LIST, ["track", 0])).toBe(`{
  "track": [
    // the first
    // about the first
    /* the second */ { "kind": "cosine" } // about the second
  ]
}`);
    expect(remove(LIST, ["track", 1])).toBe(`{
  "track": [
    // the first
    { "kind": "linear", "to": 1 } // about the first
    /* the second */ // about the second
  ]
}`);
  });

  it.each([
    ['{"a": 1, "b": 2, "c": 3}', [["a"]], '{"b": 2, "c": 3}'],
    ['{"a": 1, "b": 2, "c": 3}', [["b"]], '{"a": 1, "c": 3}'],
    ['{"a": 1, "b": 2, "c": 3}', [["c"]], '{"a": 1, "b": 2}'],
    ['{"a": 1, "b": 2, "c": 3}', [["b"], ["c"]], '{"a": 1}'],
    ['{"a": 1, "b": 2, "c": 3}', [["a"], ["c"]], '{"b": 2}'],
    ['{"a": 1, "b": 2, "c": 3}', [["a"], ["b"], ["c"]], "{}"],
    ['{"a": 1, "b": 2,}', [["b"]], '{"a": 1,}'],
    ['{\n  "a": 1,\n  "b": 2\n}', [["b"]], '{\n  "a": 1\n}'],
    ['{\r\n  "a": 1,\r\n  "b": 2,\r\n}', [["a"]], '{\r\n  "b": 2,\r\n}'],
    ['{\n  "a": 1\n, "b": 2\n}', [["b"]], '{\n  "a": 1\n}'],
  ])("%s without %j", (text, paths, expected) => {
    expect(remove(text, ...paths)).toBe(expected);
  });

  it("refuses what is not there", () => {
    expect(remove('{"a": 1}', ["b"])).toBe("refused: there is no such part to remove");
    expect(remove('{"a": 1}', ["b", 2])).toContain("refused");
  });
});

describe("insert in JSON", () => {
  const phase = { kind: "constant", value: 1, for: "5 steps" };
  const written = '{ "kind": "constant", "value": 1, "for": "5 steps" }';

  it("writes an item on a line of its own where its neighbours are so written", () => {
    expect(change(LIST, { type: "insert", path: ["track", 1], value: phase })).toBe(
      LIST.replace("// about the first", `// about the first\n    ${written},`),
    );
    expect(change(LIST, { type: "insert", path: ["track", 0], value: phase })).toBe(
      LIST.replace('"track": [', `"track": [\n    ${written},`),
    );
    expect(change(LIST, { type: "insert", path: ["track", 2], value: phase })).toBe(
      LIST.replace(
        '"cosine" } // about the second',
        `"cosine" }, // about the second\n    ${written}`,
      ),
    );
  });

  it.each([
    ["{}", '{ "b": 2 }'],
    ['{ "a": 1 }', '{ "a": 1, "b": 2 }'],
    ['{ "a": 1, }', '{ "a": 1, "b": 2, }'],
    ['{\n  "a": 1 // one\n}', '{\n  "a": 1, // one\n  "b": 2\n}'],
    ['{\n  "a": 1, // one\n}', '{\n  "a": 1, // one\n  "b": 2,\n}'],
    ['{\r\n\t"a": 1\r\n}', '{\r\n\t"a": 1,\r\n\t"b": 2\r\n}'],
  ])("an entry at the end of %s", (text, expected) => {
    expect(change(text, { type: "insert", path: ["b"], value: 2 })).toBe(expected);
  });

  it("an entry after a given one", () => {
    expect(change('{"a": 1, "c": 3}', { type: "insert", path: ["b"], value: 2, after: "a" })).toBe(
      '{"a": 1, "b": 2, "c": 3}',
    );
  });

  it("makes a list of a single phase, and a phase of a bare number", () => {
    expect(
      change('{\n  "a": { "kind": "cosine" }\n}', { type: "insert", path: ["a", 0], value: phase }),
    ).toBe(`{\n  "a": [\n    ${written},\n    { "kind": "cosine" }\n  ]\n}`);
    expect(change('{\n  "a": 0.1\n}', { type: "insert", path: ["a", 1], value: phase })).toBe(
      `{\n  "a": [\n    { "kind": "constant", "value": 0.1 },\n    ${written}\n  ]\n}`,
    );
  });

  it("puts two new entries into an empty object", () => {
    expect(
      change(
        '{"a": {}}',
        { type: "insert", path: ["a", "x"], value: 1 },
        { type: "insert", path: ["a", "y"], value: 2 },
      ),
    ).toBe('{"a": { "x": 1, "y": 2 }}');
  });
});

describe("batches", () => {
  it("renames a key in place", () => {
    expect(change('{"warmpu": 5}', { type: "rename", path: ["warmpu"], key: "warmup" })).toBe(
      '{"warmup": 5}',
    );
  });

  it("applies changes of one batch to the definition as it was", () => {
    const text = '{"t": [{"kind": "linear", "for": 5}, {"kind": "cosine", "to": 0}]}';
    expect(
      change(
        text,
        { type: "remove", path: ["t", 0] },
        { type: "set", path: ["t", 1, "to"], value: 1 },
      ),
    ).toBe('{"t": [{"kind": "cosine", "to": 1}]}');
  });

  it("refuses contradictions as a whole", () => {
    expect(
      change(
        '{"a": {"x": 1}}',
        { type: "set", path: ["a", "x"], value: 2 },
        { type: "remove", path: ["a", "x"] },
      ),
    ).toBe("refused: the changes concern the same text");
  });

  it("refuses in a text that is not finished", () => {
    expect(change('{"a": {"x": 1', { type: "remove", path: ["a", "x"] })).toContain("refused");
  });
});
