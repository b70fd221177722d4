import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { completions } from "../../../src/core/language/completion";
import { readJson, readTypeScript } from "./read";

/** The labels offered at the mark | of a text. */
function offered(text: string, read: (text: string) => Analysis): string[] {
  const offset = text.indexOf("|");
  const found = completions(read(text.replace("|", "")), offset);
  return found.map(({ label }) => label);
}

const inTypeScript = (rest: string): string =>
  `export const run = defineSchedule({ length: { epochs: 9, stepsPerEpoch: 10 }, ${rest} });`;

it("proposes a name after the file, where one is typed", () => {
  const text = '{ "name": "r", "length": { "steps": 10 }, "learningRate": 0.1 }';
  const offset = text.indexOf('r"');
  const [one, ...others] = completions(readJson(text), offset, "/runs/resnet.schedule.json");
  expect(others).toEqual([]);
  expect(one).toMatchObject({ label: "resnet", text: "resnet", range: { start: 11, end: 12 } });
  expect(completions(readJson(text), offset)).toEqual([]);
});

describe("completion in TypeScript", () => {
  it("offers the keys that a phase lacks", () => {
    expect(offered(inTypeScript("learningRate: linear({ from: 0, | })"), readTypeScript)).toEqual([
      "to",
      "endpoint",
      "every",
      "skip",
      "for",
    ]);
  });

  it("offers the key that is being typed, with what it means", () => {
    const text = inTypeScript("learningRate: linear({ from: 0, t })");
    const offset = text.indexOf("t })") + 1;
    const found = completions(readTypeScript(text), offset).find(({ label }) => label === "to");
    expect(found).toMatchObject({ text: "to: ", range: { start: offset - 1, end: offset } });
    expect(found?.description).toContain("reaches");
  });

  it("offers sections, tracks and their keys", () => {
    const root = offered(inTypeScript("|"), readTypeScript);
    expect(root).toContain("optimizer");
    expect(root).toContain("momentum");
    expect(root).not.toContain("length");
    expect(offered("defineSchedule({ length: { epochs: 9, | } })", readTypeScript)).toContain(
      "stepsPerEpoch",
    );
  });

  it.each(["learningRate: linear({ from: 0.1 | })", "learningRate: linear({ from: 1 /* , | */ })"])(
    "offers no keys where none can stand: %s",
    (rest) => {
      expect(offered(inTypeScript(rest), readTypeScript)).toEqual([]);
    },
  );

  it("offers the tasks of a probe, and a share of the peak between quotes", () => {
    const tasks = offered(inTypeScript('probe: { task: "|" }'), readTypeScript);
    expect(tasks).toEqual(expect.arrayContaining(["spirals", "digits"]));
    expect(offered(inTypeScript('learningRate: linear({ from: "|" })'), readTypeScript)).toEqual([
      "10%",
    ]);
    // the JSON Schema offers JSON's
    expect(offered('{ "probe": { "task": "|" } }', readJson)).toEqual([]);
  });

  it("offers the words of a parameter", () => {
    expect(
      offered(
        inTypeScript('learningRate: cyclic({ low: 0, high: 1, up: 9, mode: "|" })'),
        readTypeScript,
      ),
    ).toEqual(["triangular", "triangular2", "expRange"]);
  });
});

describe("completion in both languages", () => {
  it("offers the tracks to follow", () => {
    expect(
      offered(
        '{ "length": { "steps": 9 }, "learningRate": 1, "noise": 2, "momentum": { "follow": "|", "relation": "power" } }',
        readJson,
      ),
    ).toEqual(["learningRate", "noise"]);
  });

  it("offers the units that the run defines, after a number", () => {
    const rest = 'learningRate: [linear({ from: 0, to: 1, for: "5|" }), cosine({ to: 0 })]';
    expect(offered(inTypeScript(rest), readTypeScript)).toEqual(["5 steps", "5 epochs", "5%"]);
    const empty = offered(inTypeScript(rest.replace("5|", "|")), readTypeScript);
    expect(empty).toEqual(["5%", "1 epoch"]);
  });

  it("offers the schedules to extend", () => {
    expect(
      offered(
        '{ "schedules": { "a": { "length": { "steps": 9 } }, "b": { "extends": "|" } } }',
        readJson,
      ),
    ).toEqual(["a"]);
  });
});
