// Files that nobody would type: what a repository cloned from a stranger may hold.

import { PRODUCTS } from "./products";

/** A file as it would be opened. */
export interface Hostile {
  readonly name: string;
  /** Decides how it is read. */
  readonly file: "a.schedule.json" | "a.ts";
  readonly text: string;
}

const json = (name: string, value: unknown): Hostile => ({
  name,
  file: "a.schedule.json",
  text: typeof value === "string" ? value : JSON.stringify(value),
});
const typescript = (name: string, body: string): Hostile => ({
  name,
  file: "a.ts",
  text: `import { custom, defineSchedule } from "learning-rate-designer";\n${body}`,
});

const LENGTH = { length: { steps: 1000 } };
const PLAIN = { ...LENGTH, learningRate: 0.1 };

/** What can stand where something else should. */
const VALUES: Readonly<Record<string, unknown>> = {
  null: null,
  "a list of lists": [[[[[[]]]]]],
  "an object of objects": { a: { b: { c: {} } } },
  "the greatest number": Number.MAX_VALUE,
  "the least number": -Number.MAX_VALUE,
  "a tiny number": Number.MIN_VALUE,
  "words of a prototype": Object.fromEntries(
    new Map<string, unknown>([
      ["__proto__", { steps: 1 }],
      ["constructor", 1],
      ["toString", 2],
    ]),
  ),
  "a word that every object has": "hasOwnProperty",
  "a command link": "[x](command:workbench.action.terminal.new) ![y](https://example.com/a.png)",
  "escape codes": "\u001b]0;title\u0007\u001b[2J\u001b[31m",
  "text turned around": "\u202e\u2066gnirts\u2069\u200b\u200d\ufeff",
  "half of a pair": "\ud800",
  "a long word": "a".repeat(100_000),
};

const KEYS = [
  "length",
  "learningRate",
  "optimizer",
  "momentum",
  "extends",
  "schedules",
  "probe",
  "name",
  "tracks",
  "layers",
];

/** Every value in the place of every key. */
const misplaced = KEYS.flatMap((key) =>
  Object.entries(VALUES).map(([name, value]) =>
    json(`${name} as ${key}`, { ...PLAIN, [key]: value }),
  ),
);

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `s${i}`);
const schedules = (count: number, of: (index: number) => unknown): unknown => ({
  schedules: Object.fromEntries(names(count).map((name, index) => [name, of(index)])),
});
const phases = (count: number): unknown[] =>
  Array.from({ length: count }, (_, i) => ({ kind: "linear", to: i % 2, for: 1 }));

const PATHS = [
  "../../../../../../../../etc/passwd",
  "/etc/passwd",
  "file:///etc/passwd",
  "https://example.com/a.schedule.json",
  "C:\\Windows\\win.ini",
  "\\\\server\\share\\a.json",
  "./a.schedule.json#__proto__",
  "./a.schedule.json#constructor",
  "./\u0000.json",
  "./%2e%2e/%2e%2e/a.json",
  "./..\\..\\a.json",
  ".",
  "..",
  "#",
  "./",
];

const many: readonly Hostile[] = [
  json(
    "a chain of 2,000",
    schedules(2000, (i) => ({ extends: `s${i + 1}` })),
  ),
  json(
    "a chain of 8,000",
    schedules(8000, (i) => ({ extends: `s${i + 1}` })),
  ),
  json(
    "a chain of 8,000 that ends well",
    schedules(8000, (i) => (i < 7999 ? { extends: `s${i + 1}` } : PLAIN)),
  ),
  json(
    "a circle of 2,000",
    schedules(2000, (i) => ({ extends: `s${(i + 1) % 2000}` })),
  ),
  json(
    "2,000 that lead into a circle",
    schedules(2000, (i) => ({ extends: i < 1998 ? `s${i + 1}` : `s${1998 + ((i + 1) % 2)}` })),
  ),
  json(
    "itself",
    schedules(2, (i) => ({ extends: `s${i}` })),
  ),
  json(
    "4,000 misspelt bases",
    schedules(4000, (i) => ({ extends: `t${i}` })),
  ),
  json(
    "3,000 files",
    schedules(3000, (i) => ({ extends: `./f${i}.json` })),
  ),
  json(
    "12,000 trivial schedules",
    schedules(12_000, () => PLAIN),
  ),
  json(
    "12,000 empty schedules",
    schedules(12_000, () => ({})),
  ),
  json("16,000 phases", { ...LENGTH, learningRate: phases(16_000) }),
  json("16,000 wrong phases", {
    ...LENGTH,
    learningRate: Array.from({ length: 16_000 }, () => ({ kind: "sawtoth" })),
  }),
  json("20,000 wrong keys", {
    ...PLAIN,
    ...Object.fromEntries(names(20_000).map((name) => [name, 1])),
  }),
  json("15,000 tracks", {
    ...PLAIN,
    tracks: Object.fromEntries(names(15_000).map((name) => [name, 1])),
  }),
  json("repeats of repeats", { ...LENGTH, learningRate: nested(20) }),
  json("the longest run", {
    length: { steps: 9e15 },
    learningRate: [{ kind: "cosineRestarts", to: 0, period: 1, max: 1 }],
  }),
  json("a hundred thousand points", {
    ...LENGTH,
    learningRate: {
      kind: "points",
      points: Array.from({ length: 20_000 }, (_, i) => [i / 20, i % 7]),
    },
  }),
];

function nested(depth: number): unknown {
  let phase: unknown = { kind: "linear", to: 1, for: 1 };
  for (let i = 0; i < depth; i++) phase = { kind: "repeat", times: 9, phases: [phase, phase] };
  return [phase];
}

const broken: readonly Hostile[] = [
  json("nothing", ""),
  json("a mark of byte order", "\ufeff{}"),
  json("100,000 brackets", "[".repeat(100_000)),
  json("100,000 braces", '{"a":'.repeat(100_000)),
  json("100,000 closing brackets", "]".repeat(100_000)),
  json("a string without end", `{"name": "${"x".repeat(200_000)}`),
  json("a comment without end", `/*${"*".repeat(200_000)}`),
  json("zero bytes", "\u0000".repeat(10_000)),
  json("a million commas", `[${",".repeat(900_000)}]`),
  json("too long", `"${"x".repeat(2_000_000)}"`),
  json("a number without end", `{"length": {"steps": ${"9".repeat(100_000)}}}`),
  json("the same key 20,000 times", `{${'"name": "a",'.repeat(20_000)}"length": 1}`),
  json(
    "comments that suppress everything",
    `${"// schedule-ignore-file a b c d e f\n".repeat(5000)}{}`,
  ),
];

const LOOP = "for (let i = 0; i < 150; i++) x += i * 1e-9;";
const custom = (body: string): string =>
  `export const s = defineSchedule({ length: { steps: 1000000000 }, learningRate: custom((step) => { ${body} }) });`;

const programs: readonly Hostile[] = [
  typescript("a loop without end", custom("while (true) {} return 1;")),
  typescript(
    "a recursion without end",
    `const f = (x: number): number => f(x + 1);\n${custom("return f(step);")}`,
  ),
  typescript(
    "a doubling string",
    custom('let s = "a"; for (let i = 0; i < 99; i++) s = s + s; return s.length;'),
  ),
  typescript(
    "a doubling list",
    custom("let a = [1]; for (let i = 0; i < 99; i++) a = [...a, ...a]; return a.length;"),
  ),
  typescript(
    "eight that loop over a billion steps",
    names(8)
      .map((name) =>
        custom(`let x = 0; ${LOOP} return 0.1 + x;`).replace("const s", `const ${name}`),
      )
      .join("\n"),
  ),
  typescript("the process", custom("return process.exit(1);")),
  typescript(
    "a module",
    `const fs = require("node:fs");\n${custom('return fs.readFileSync("/etc/passwd").length;')}`,
  ),
  typescript("code in a string", custom('return eval("1") + new Function("return 1")();')),
  typescript(
    "a constructor's constructor",
    custom('return [].constructor.constructor("return process")();'),
  ),
  typescript("a prototype", custom("({}).__proto__.polluted = 1; return 1;")),
  typescript("a fetch", custom('fetch("https://example.com"); return 1;')),
  typescript(
    "a regular expression that backtracks",
    custom('return /(a+)+$/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab") ? 1 : 0;'),
  ),
  typescript(
    "240 definitions over a variable that a loop changes",
    `let n = 0;\nfor (let i = 0; i < 3000; i++) { for (let j = 0; j < 60; j++) n += 1; }\nconst f = (x) => x * n;\n${names(
      240,
    )
      .map(
        (name) =>
          `export const ${name} = defineSchedule({ length: { steps: 9 }, learningRate: f(given.${name}) });`,
      )
      .join("\n")}`,
  ),
  typescript(
    "600 definitions",
    names(600)
      .map(
        (name) =>
          `export const ${name} = defineSchedule({ length: { steps: 9 }, learningRate: 1 });`,
      )
      .join("\n"),
  ),
  typescript(
    "constants in a circle",
    "const a = b; const b = c; const c = a;\nexport const s = defineSchedule({ length: { steps: a }, learningRate: b });",
  ),
  typescript(
    "20,000 constants, each from the last",
    `${names(20_000)
      .map((name, i) => `const ${name} = ${i === 0 ? 1 : `s${i - 1} + 1`};`)
      .join(
        "\n",
      )}\nexport const s = defineSchedule({ length: { steps: s19999 }, learningRate: 1 });`,
  ),
  typescript(
    "a sum of 20,000",
    `export const s = defineSchedule({ length: { steps: ${"1 + ".repeat(20_000)}1 }, learningRate: 1 });`,
  ),
  typescript("20,000 brackets", `export const s = defineSchedule(${"(".repeat(20_000)}`),
  typescript(
    "an object spread into itself",
    "const a = { ...a, ...a };\nexport const s = defineSchedule({ ...a });",
  ),
  ...PATHS.map((path) =>
    typescript(
      `an import from ${path}`,
      `import { STEPS } from ${JSON.stringify(path)};\nexport const s = defineSchedule({ length: { steps: STEPS }, learningRate: 1 });`,
    ),
  ),
];

export const HOSTILE: readonly Hostile[] = [
  ...misplaced,
  ...PATHS.map((path) => json(`extends ${path}`, { extends: path })),
  ...many,
  ...broken,
  ...programs,
  ...PRODUCTS,
];
