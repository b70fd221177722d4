import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { completions, type Completion } from "../../../src/core/language/completion";
import { applyTextEdits } from "../edit/applyTextEdits";
import { readJson, readTypeScript } from "./read";

/** A text in which | is the cursor. */
interface Editor {
  text: string;
  accepted: number;
}

/** Snippets as an editor puts them: their places hold what stands in them, the cursor goes behind. */
const filled = (snippet: string): string => {
  const text = snippet.replace(/\$\{\d+:([^}]*)\}/g, "$1");
  return text.includes("$0") ? text.replace("$0", "|") : `${text}|`;
};

function accept(editor: Editor, label: string, read: (text: string) => Analysis): Completion {
  const offset = editor.text.indexOf("|");
  const text = editor.text.replace("|", "");
  const items = completions(read(text), offset);
  const item = items.find((one) => one.label === label);
  if (!item) throw new Error(`${label} is not among ${items.map((one) => one.label).join(", ")}`);
  const edits = [{ range: item.range, text: filled(item.text) }, ...(item.imports ?? [])];
  editor.text = applyTextEdits(
    text,
    [...edits].sort((a, b) => a.range.start - b.range.start),
  );
  editor.accepted++;
  return item;
}

/** What a person types between two accepted items. */
const type = (editor: Editor, text: string): void => {
  editor.text = editor.text.replace("|", `${text}|`);
};

interface SortedSchema {
  readonly definitions: {
    readonly schedule: {
      readonly properties: Readonly<Record<string, { readonly suggestSortText?: string }>>;
    };
  };
}

/** The root's keys as the JSON Schema has them sorted. */
function schemaKeys(): string[] {
  const file = readFileSync("media/schedule.schema.json", "utf8");
  const { properties } = (JSON.parse(file) as SortedSchema).definitions.schedule;
  const place = (key: string): string => properties[key]?.suggestSortText ?? "";
  return Object.keys(properties).sort((a, b) => place(a).localeCompare(place(b)));
}

describe("a first schedule typed with completions alone", () => {
  it("in TypeScript", () => {
    const head = 'import { defineSchedule } from "learning-rate-designer";\n';
    const editor = { text: `${head}export const run = defineSchedule({ | });\n`, accepted: 0 };
    const choose = (label: string) => accept(editor, label, readTypeScript);
    choose("length");
    choose("run in epochs, of samples");
    type(editor, ", ");
    choose("optimizer");
    choose("sgd");
    type(editor, ", ");
    choose("learningRate");
    choose("[ … ]");
    choose("linear warmup");
    type(editor, ", ");
    choose("cosine decay");
    const { schedules, problems } = readTypeScript(editor.text.replace("|", ""));
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    // 90 epochs of ⌈50,000 / 128⌉ = 391 steps
    expect(schedules[0]?.schedule?.length).toBe(90 * 391);
    expect(editor.text).toContain("import { defineSchedule, linear, cosine }");
    expect(editor.accepted).toBeLessThan(25);
  });

  it("in JSON", () => {
    const editor = { text: "{ | }", accepted: 0 };
    const key = (name: string): void => {
      type(editor, `"${name}": `);
      editor.accepted++;
    };
    const [length = "", optimizer = "", learningRate = ""] = schemaKeys();
    key(length);
    accept(editor, "run in steps", readJson);
    type(editor, ", ");
    key(optimizer);
    accept(editor, "adamw", readJson);
    type(editor, ", ");
    key(learningRate);
    type(editor, "[");
    accept(editor, "warmup, then cosine", readJson);
    type(editor, "]");
    const { schedules, problems } = readJson(editor.text.replace("|", ""));
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(schedules[0]?.schedule?.tracks.get("learningRate")?.curve.at(500)).toBe(1e-3);
    expect(editor.accepted).toBeLessThan(25);
  });
});

describe("values", () => {
  const labels = (text: string): string[] =>
    completions(readJson(text.replace("|", "")), text.indexOf("|")).map(({ label }) => label);

  it.each([
    ['{ "learningRate": [|] }', "linear warmup"],
    ['{ "learningRate": [{ | }] }', "linear warmup"],
    ['{ "learningRate": { | } }', "cosine decay"],
    ['{ "learningRate": [{ "kind": "linear", "to": 1, "for": | }] }', "5%"],
    ['{ "learningRate": [{ "kind": "linear", "to": 1, "for": "|" }] }', "5%"],
    ['{ "learningRate": [{ "kind": "multiStep", "at": [5, | ] }] }', "500"],
    ['{ "schedules": { "a": { "length": | } } }', "run in steps"],
    ['{ "optimizer": { "name": "|" } }', "adamw"],
    ['{ "length": ', "run in steps"],
    ['{ "length": { | } }', "run in steps"],
    ['{ "optimizer": { | } }', "sgd"],
  ])("of %s", (text, label) => {
    expect(labels(text.includes("|") ? text : `${text}|`)).toContain(label);
  });

  it.each([
    '{ "name": "|" }',
    "{ // |\n }",
    '{ /* "length": | */ }',
    '{ "learningRate": 0.1 | }',
    '{ "schedules": { | } }',
    '{ "probe": { | } }',
    '{ "learningRate": [{ "kind": "linear", | }] }',
    "|",
  ])("none in %s", (text) => {
    expect(labels(text)).toEqual([]);
  });

  it("never throw, and stay in the text, whatever is typed", () => {
    const part = fc.constantFrom(..."{}[]():,\"'`/* \nab5%$".split(""), '"kind"', '"for": ', "//");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.nat(), (parts, at) => {
        const text = parts.join("");
        const offset = text.length === 0 ? 0 : at % (text.length + 1);
        for (const { range } of completions(readJson(text), offset)) {
          expect(range.start).toBeLessThanOrEqual(offset);
          expect(range.end).toBeGreaterThanOrEqual(offset);
        }
      }),
      { numRuns: 300 },
    );
  });
});
