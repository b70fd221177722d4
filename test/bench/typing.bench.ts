import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { analyze } from "../../src/core/analyze";
import { TypeScriptSession } from "../../src/core/parse/typescriptSession";
import { loadSyntaxParser } from "../../src/syntax/loadSyntaxParser";
import { type Bench, median, milliseconds } from "./measure";

const WASM = "node_modules/@vscode/tree-sitter-wasm/wasm";
const LINES = 10_000;
const KEYSTROKES = 60;

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

function keystrokes(session: TypeScriptSession, { text, at, typed }: Typing): number[] {
  const times: number[] = [];
  session.update(text);
  for (let key = 0; times.length < KEYSTROKES; key++) {
    const length = key % (2 * typed.length);
    const written = typed.slice(0, length <= typed.length ? length : 2 * typed.length - length);
    const now = text.slice(0, at) + written + text.slice(at);
    const start = performance.now();
    analyze(session.update(now));
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
      name: "the examples, typing in a function",
      text: all,
      at: body(all),
      typed: "  const x = [1, 2];",
    },
    {
      name: "the examples, typing a rate",
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
  ];
}

async function run() {
  const [runtime, typescript] = await Promise.all([
    readFile(`${WASM}/tree-sitter.wasm`),
    readFile(`${WASM}/tree-sitter-typescript.wasm`),
  ]);
  const parser = await loadSyntaxParser({ runtime, typescript });
  return cases().map((typing) => {
    const session = new TypeScriptSession(parser);
    const times = keystrokes(session, typing);
    session.dispose();
    return {
      name: typing.name,
      figures: { median: milliseconds(median(times)), worst: milliseconds(Math.max(...times)) },
    };
  });
}

export const benches: Bench[] = [
  { title: `A key pressed in a TypeScript file of ${LINES} lines`, run },
];
