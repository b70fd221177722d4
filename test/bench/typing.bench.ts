import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { analyze } from "../../src/core/analyze";
import { EvaluationMemory } from "../../src/core/evaluation";
import { parseJson } from "../../src/core/parse/json";
import { TypeScriptSession } from "../../src/core/parse/typescriptSession";
import type { ParsedDocument } from "../../src/core/parse/sourceValue";
import { loadSyntaxParser } from "../../src/syntax/loadSyntaxParser";
import { type Bench, median, milliseconds } from "./measure";

const WASM = "node_modules/@vscode/tree-sitter-wasm/wasm";
const LINES = 10_000;
const KEYSTROKES = 60;
const TABLE = 90_000;

/** Ordinary code around definitions: what a training script of this length would hold. */
function longFile(definitions: readonly string[]): string {
  const imports = 'import * as learning from "learning-rate-designer";\n';
  const block = (i: number): string =>
    `/** Loads shard ${i}. */\nexport async function load${i}(path: string, size = ${i}): Promise<number[]> {\n  const rows: number[] = [];\n  for (let row = 0; row < size; row++) {\n    rows.push(row * ${i} + path.length);\n  }\n  return rows.filter((row) => row % 2 === 0);\n}\n\n`;
  const code: string[] = [imports];
  const total = LINES - definitions.join("").split("\n").length;
  const blocks = Math.floor(total / 9);
  const every = Math.floor(blocks / (definitions.length + 1));
  for (let i = 0, next = 0; i < blocks; i++) {
    code.push(block(i));
    if (i % every === every - 1 && next < definitions.length) code.push(definitions[next++] ?? "");
  }
  return code.join("");
}

const examples = (): string[] =>
  readdirSync("examples/typescript").map((file) =>
    readFileSync(`examples/typescript/${file}`, "utf8")
      .replace(/^import .*$/gm, "")
      .replace(/export const /g, `export const ${file.replace(/\W/g, "")}_`)
      .replace(/export default /g, ""),
  );

interface Typing {
  readonly name: string;
  readonly text: string;
  /** Where the characters are typed, one after the other, and taken back again. */
  readonly at: number;
  readonly typed: string;
}

/** The time of each keystroke: the text read, evaluated and checked, as for an open document. */
function keystrokes(
  parse: (text: string) => ParsedDocument,
  { text, at, typed }: Typing,
): number[] {
  const times: number[] = [];
  const memory = new EvaluationMemory();
  analyze(parse(text), { memory });
  for (let key = 0; times.length < KEYSTROKES; key++) {
    const length = key % (2 * typed.length);
    const written = typed.slice(0, length <= typed.length ? length : 2 * typed.length - length);
    const now = text.slice(0, at) + written + text.slice(at);
    const start = performance.now();
    analyze(parse(now), { memory });
    times.push(performance.now() - start);
  }
  return times.slice(5);
}

function cases(): Typing[] {
  const one = longFile(examples().filter((text) => text.includes("goyalimagenet")));
  const all = longFile(examples());
  const many = longFile(
    Array.from(
      { length: 100 },
      (_, i) =>
        `export const s${i} = learning.defineSchedule({ length: { steps: ${1000 + i} }, learningRate: [learning.linear({ from: 0, to: 0.1, for: 100 }), learning.cosine({ to: 0 })] });\n`,
    ),
  );
  const body = (text: string): number => text.indexOf("{\n", text.length / 2) + 2;
  return [
    {
      name: "1 schedule, typing in a function",
      text: one,
      at: body(one),
      typed: "  const x = [1, 2];",
    },
    {
      name: "1 schedule, typing a rate",
      text: one,
      at: one.indexOf("length: {") + 10,
      typed: " a: 0.125,",
    },
    {
      name: "13 schedules (the examples), typing in a function",
      text: all,
      at: body(all),
      typed: "  const x = [1, 2];",
    },
    {
      name: "13 schedules (the examples), typing a rate",
      text: all,
      at: all.indexOf("length: {", all.length / 2) + 10,
      typed: " a: 0.125,",
    },
    {
      name: "100 schedules, typing in a function",
      text: many,
      at: body(many),
      typed: "  const x = [1, 2];",
    },
    {
      name: "100 schedules, typing a rate",
      text: many,
      at: many.indexOf("length: {", many.length / 2) + 9,
      typed: " a: 0.125,",
    },
  ];
}

/** A schedule of sampled values, as a program exports it. */
function tableCases(): Typing[] {
  const values = Array.from({ length: TABLE }, (_, i) =>
    (0.1 * (1 - i / TABLE) + 0.001).toFixed(5),
  );
  const text = `{\n  "length": { "steps": ${TABLE} },\n  "learningRate": [{ "kind": "table", "values": [${values.join(",")}] }]\n}\n`;
  return [
    { name: "typing a name", text, at: 1, typed: '\n  "name": "exported",' },
    { name: "typing a value", text, at: text.indexOf(",", text.length / 2), typed: "0625" },
  ];
}

async function runLong() {
  const [runtime, typescript] = await Promise.all([
    readFile(`${WASM}/tree-sitter.wasm`),
    readFile(`${WASM}/tree-sitter-typescript.wasm`),
  ]);
  const parser = await loadSyntaxParser({ runtime, language: typescript });
  return cases().map((typing) => {
    const session = new TypeScriptSession(parser);
    const row = figures(
      typing.name,
      keystrokes((text) => session.update(text), typing),
    );
    session.dispose();
    return row;
  });
}

const runTable = () =>
  Promise.resolve(
    tableCases().map((typing) => figures(typing.name, keystrokes(parseJson, typing))),
  );

/** The least is what a keystroke costs where nothing else runs on the machine. */
const figures = (name: string, times: readonly number[]) => ({
  name,
  figures: {
    median: milliseconds(median([...times])),
    least: milliseconds(Math.min(...times)),
    worst: milliseconds(Math.max(...times)),
  },
});

export const benches: Bench[] = [
  { title: `A key pressed in a TypeScript file of ${LINES} lines`, run: runLong },
  { title: `A key pressed in a JSON table of ${TABLE} values`, run: runTable },
];
