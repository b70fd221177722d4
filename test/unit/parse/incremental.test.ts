import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { analyze } from "../../../src/core/analyze";
import { EvaluationMemory } from "../../../src/core/evaluation";
import type { SourceValue } from "../../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { TypeScriptSession } from "../../../src/core/parse/typescriptSession";
import { Hands, randomNumbers } from "./hands";
import { runs } from "../runs";
import { parser } from "./parser";

const SEED = Number(process.env["SEED"] ?? 1);

/** Definitions that hang together in every way that the reader follows. */
const MANY = `// schedule-ignore-file never-decays
import { defineSchedule, linear, cosine, custom, epochs, percent } from "learning-rate-designer";
import type { ScheduleDefinition } from "learning-rate-designer";
import { SHARED, rates as imported, half } from "./shared";
import settings from "./settings.json";
import * as everything from "./shared";

const PEAK = 0.1;
const STEPS = 1_000 * 2;
let drifting = 0.5;
const { warmup, rest: tail = 0.01 } = { warmup: 100, rest: 0.02 };
const [first, , third] = [1, 2, 3];
enum Rates { Low = 0.001, High = Low * 100 }
namespace Defaults { export const momentum = 0.9; }
const ring = knot + 1;
const knot = ring - 1;
const twice = (x: number) => 2 * x;
function total(n: number) { let sum = 0; for (let i = 0; i < n; i++) sum += i; return sum; }
const phases = (to: number) => [linear({ from: 0, to, for: warmup }), cosine({ to: 0 })];

export const base: ScheduleDefinition = { length: { steps: STEPS }, learningRate: 0.1 };
export const one = defineSchedule({ length: { steps: STEPS }, learningRate: phases(PEAK) });
export const two = defineSchedule({ ...base, learningRate: phases(twice(PEAK)) });
export const three = defineSchedule({
  name: "three",
  length: { steps: total(20), stepsPerEpoch: 10 },
  learningRate: [linear({ from: 0, to: SHARED, for: epochs(first) }), cosine({ to: percent(third) })],
  momentum: { follow: "learningRate", relation: "inverse", range: [0.95, Defaults.momentum] },
});
export const four = { extends: "three", learningRate: imported.low } satisfies ScheduleDefinition;
export const five = defineSchedule({
  length: { steps: 500 },
  learningRate: [{ kind: "custom", value: (step, { length }) => half(PEAK) * (1 - step / length) + tail }],
});
export const six = defineSchedule({ length: { steps: settings.steps }, learningRate: drifting });
export const seven = defineSchedule({ length: { steps: loader.length }, learningRate: Rates.High });
function make() {
  const inner = 0.3;
  return defineSchedule({ length: { steps: 60 }, learningRate: inner });
}
export const eight = defineSchedule({ length: { steps: 10 }, learningRate: everything.rates.high, weightDecay: ring });
const nine = { length: { steps: 50 }, learningRate: 5 };
export default defineSchedule(nine);
`;

const SHARED = `import { BASE } from "./deeper";
export const SHARED = BASE * 2;
export const rates = { low: 0.01, high: SHARED };
export function half(x: number) { return x / 2; }
`;

/** Ordinary code, so that the text is long enough to be parsed in parts even while it is broken. */
const padding = Array.from(
  { length: 90 },
  (_, i) =>
    `export function load${i}(path: string, size = ${i}): number[] {\n  const rows: number[] = [];\n  for (let row = 0; row < size; row++) rows.push(row * ${i} + path.length);\n  return rows.map((value) => value + first);\n}\n`,
).join("");

/** Edits of a kind that random characters seldom make. */
const SLIPS: readonly ((text: string, hands: Hands) => string)[] = [
  // another digit
  (text, hands) => {
    const digits = [...text.matchAll(/\d/g)];
    const at = digits[hands.below(digits.length)]?.index ?? 0;
    return text.slice(0, at) + String(hands.below(10)) + text.slice(at + 1);
  },
  // a statement more, at the start of a line
  (text, hands) => {
    const lines = text.split("\n");
    const statements = [
      ...[
        "const PEAK = 0.2;",
        "drifting = 1;",
        "PEAK++;",
        "// a comment",
        "/*",
        "*/",
        "`",
        "}",
        "{",
      ],
      ...[
        "const loader = [1, 2, 3];",
        "function twice(x) { return x; }",
        "let first = 2;",
        ".at(0)",
      ],
      ...["import { linear } from './other';", "export const more = defineSchedule(nine);", ""],
      ...[
        "const { loader } = { loader: [1] };",
        "enum Rates { High = 3 }",
        "type X = ScheduleDefinition;",
      ],
    ];
    lines.splice(hands.below(lines.length), 0, hands.pick(statements));
    return lines.join("\n");
  },
  // a line less
  (text, hands) => {
    const lines = text.split("\n");
    lines.splice(hands.below(lines.length), 1);
    return lines.join("\n");
  },
  // a line that goes elsewhere
  (text, hands) => {
    const lines = text.split("\n");
    const [line = ""] = lines.splice(hands.below(lines.length), 1);
    lines.splice(hands.below(lines.length), 0, line);
    return lines.join("\n");
  },
  // one use of a name becomes another name
  (text, hands) => {
    const names = ["PEAK", "STEPS", "base", "warmup", "drifting", "twice", "three", "nine", "x"];
    const from = hands.pick(names);
    const uses = [...text.matchAll(new RegExp(`\\b${from}\\b`, "g"))];
    const at = uses[hands.below(uses.length)]?.index;
    if (at === undefined) return text;
    return text.slice(0, at) + hands.pick(names) + text.slice(at + from.length);
  },
  (text, hands) => hands.edit(text),
];

interface Surroundings {
  readonly files: Map<string, string>;
  readonly values: Map<string, number>;
}

const options = ({ files, values }: Surroundings) => ({
  uri: "file:///run.ts",
  values,
  resolveImport(specifier: string) {
    const uri = `file:///${specifier
      .replace("./", "")
      .replace(/(?<!\.json)$/, ".ts")
      .replace(".json.ts", ".json")}`;
    const text = files.get(uri);
    return text === undefined ? undefined : { uri, text };
  },
});

/** A tree of values with its functions as the values that they give. */
function written(value: SourceValue): unknown {
  if (value.type === "array") return { ...value, items: value.items.map(written) };
  if (value.type === "object") {
    const entries = value.entries.map((entry) => ({ ...entry, value: written(entry.value) }));
    return { ...value, entries };
  }
  if (value.type !== "function") return value;
  const { call, ...place } = value;
  const context = { length: 10, globalStep: 3, runLength: 20, from: 0.5 };
  return { ...place, results: [0, 3].map((step) => attempt(() => call(step, context))) };
}

function attempt(call: () => number): number | string {
  try {
    return call();
  } catch (error) {
    return error instanceof Error ? error.message : "?";
  }
}

/** All that an analysis says. */
const told = ({ document, schedules, problems }: Analysis) => ({
  problems,
  files: document.files,
  roots: document.roots.map((root) => ({ ...root, value: written(root.value) })),
  documentProblems: document.problems,
  schedules: schedules.map(({ schedule, source, ...rest }) => ({
    ...rest,
    source: written(source),
    name: schedule?.name,
    length: schedule?.length,
    tracks: [...(schedule?.tracks.keys() ?? [])],
    values: [0, 0.013, 0.3, 0.77, 1].map((share) =>
      schedule?.at(Math.floor(share * schedule.length)),
    ),
  })),
});

/** An open document, read again and again; `forgetful` keeps its tree, but nothing that it read. */
function open(forgetful: boolean) {
  const session = new TypeScriptSession(parser);
  const memory = new EvaluationMemory();
  let readings = 0;
  return {
    read(text: string, around: Surroundings): Analysis {
      // with other values everything is read again
      const values = new Map([
        ...around.values,
        ...(forgetful ? [["§", readings++] as const] : []),
      ]);
      const document = session.update(text, { ...options(around), values });
      return forgetful ? analyze(document) : analyze(document, { memory });
    },
    close: () => {
      session.dispose();
    },
  };
}

function changeSurroundings({ files, values }: Surroundings, hands: Hands): void {
  const file = "file:///deeper.ts";
  switch (hands.below(4)) {
    case 0:
      files.set(file, `export const BASE = ${hands.below(9)} / 100;\n`);
      break;
    case 1:
      files.delete(file);
      break;
    case 2:
      values.set("loader.length", 10 + hands.below(100));
      break;
    default:
      values.delete("loader.length");
  }
}

/** Returns how many schedules were taken over as they were, and how many there were. */
function work(original: string, count: number): { kept: number; all: number } {
  const hands = new Hands(randomNumbers(SEED));
  const around: Surroundings = {
    files: new Map([
      ["file:///shared.ts", SHARED],
      ["file:///deeper.ts", "export const BASE = 0.05;\n"],
      ["file:///settings.json", '{ "steps": 400 }'],
    ]),
    values: new Map(),
  };
  const [keeping, forgetful] = [open(false), open(true)];
  let before = new Set<unknown>();
  const sum = { kept: 0, all: 0 };
  let text = original;
  let slips = 0;
  for (let edit = 0; edit < count; edit++) {
    // back now and then to a text that is not spoilt
    if (hands.below(5) === 0) text = original;
    // each kind in turn, so that few edits have them all, too
    else text = SLIPS[slips++ % SLIPS.length]?.(text, hands) ?? text;
    if (hands.below(20) === 0) changeSurroundings(around, hands);
    const analysis = keeping.read(text, around);
    const shown = told(analysis);
    expect(shown, `edit ${edit}`).toStrictEqual(told(forgetful.read(text, around)));
    if (text.length < 20_000)
      expect(shown, `edit ${edit}`).toStrictEqual(
        told(analyze(parseTypeScript(text, parser, options(around)))),
      );
    sum.all += analysis.schedules.length;
    sum.kept += analysis.schedules.filter(({ schedule }) => before.has(schedule)).length;
    before = new Set(analysis.schedules.flatMap(({ schedule }) => schedule ?? []));
  }
  keeping.close();
  forgetful.close();
  return sum;
}

describe("what an edit leaves as it was", () => {
  it.each([
    ["a short file", MANY, runs(60, 10_000)],
    ["a long file", padding + MANY + padding, runs(16, 10_000)],
  ])("is what reading it anew says, in %s", { timeout: 3_600_000 }, (_, text, edits) => {
    const { kept, all } = work(text, edits);
    expect(kept / all).toBeGreaterThan(0.4);
  });
});
