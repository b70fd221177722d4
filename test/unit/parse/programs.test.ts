import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { analyze } from "../../../src/core/analyze";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { unknownSymbols } from "../../../src/core/parse/symbols";
import { parser } from "./parser";
import { toPlain } from "./plain";

/** Files of a workspace as people lay them out. */
const FILES: Readonly<Record<string, string>> = {
  "/project/config/index.ts": `export * from "./hardware";
export { default as data } from "./data";
export * as recipes from "./recipes";
export type { Run } from "./types";
`,
  "/project/config/hardware.ts": `export const GPUS = 8, PER_GPU = 32;
const internal = 4;
export { internal as ACCUMULATE };
export enum Precision { Half = "fp16", Full = "fp32" }
export const enum Scale { Small = 1, Large = Small * 8 }
`,
  "/project/config/data.ts": `const data = { samples: 1_281_167, augment: true } as const;
export default data;
`,
  "/project/config/types.ts": "export interface Run { peak: number }\n",
  "/project/config/recipes.ts": `import { cosine, linear, type Phase } from "learning-rate-designer";
/** Linear scaling, Goyal et al. 2017. */
export function scaled(base: number, batch: number): number {
  return (base * batch) / 256;
}
export const warmupThenCosine = (peak: number, { warmup = 5, floor = 0 } = {}): Phase[] => [
  linear({ from: 0, to: peak, for: \`\${warmup} epochs\` }),
  cosine({ to: floor }),
];
export class Unread { static peak = 3; }
`,
  "/project/base.ts": `import type { ScheduleDefinition } from "learning-rate-designer";
export const base = {
  length: { steps: 1000 },
  optimizer: { name: "adamw", beta2: 0.95 },
} satisfies Partial<ScheduleDefinition>;
export default function peakFor(layers: number) { return 0.1 / Math.sqrt(layers); }
`,
};

const resolveImport = (specifier: string, from: string) => {
  const folder = from.slice(0, from.lastIndexOf("/"));
  const path = `${folder}/${specifier}`.replaceAll("/./", "/").replace(/\/[^/]+\/\.\.(?=\/)/g, "");
  const uri = [path, `${path}.ts`, `${path}/index.ts`].find((name) => Object.hasOwn(FILES, name));
  const text = uri === undefined ? undefined : FILES[uri];
  return uri === undefined || text === undefined ? undefined : { uri, text };
};

const read = (text: string): Analysis =>
  analyze(parseTypeScript(text, parser, { resolveImport, uri: "/project/train.ts" }));

/** What each schedule says, without problems of reading. */
function definitions(text: string): unknown[] {
  const { document, problems } = read(text);
  expect(document.problems, text).toEqual([]);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return document.roots.map(({ value }) => toPlain(value));
}

const one = (text: string): unknown => definitions(text)[0];

const LIBRARY = 'from "learning-rate-designer"';
const rest = "length: { steps: 1000 }";
const kind = (name: string, more: object) => ({ kind: name, ...more });
const run = (learningRate: unknown, more: object = {}) => ({
  length: { steps: 1000 },
  learningRate,
  ...more,
});

describe("training scripts as people write them", () => {
  it("take constants, helpers and defaults from other files through their index", () => {
    const text = `import { defineSchedule } ${LIBRARY};
import { ACCUMULATE, GPUS, PER_GPU, Precision, recipes, data, Scale } from "./config";
const BATCH = GPUS * PER_GPU * ACCUMULATE;
export default defineSchedule({
  name: \`\${Precision.Half} x\${Scale.Large}\`,
  length: { epochs: 90, samples: data.samples, batchSize: BATCH },
  learningRate: recipes.warmupThenCosine(recipes.scaled(0.1, BATCH), { floor: 1e-5 }),
});`;
    expect(one(text)).toEqual({
      name: "fp16 x8",
      length: { epochs: 90, samples: 1281167, batchSize: 1024 },
      learningRate: [
        kind("linear", { from: 0, to: 0.4, for: "5 epochs" }),
        kind("cosine", { to: 1e-5 }),
      ],
    });
  });

  it("spread a base definition, override parts of it, and import it under another name", () => {
    const text = `import * as lr ${LIBRARY};
import peakFor, { base as common } from "./base";
export const small = lr.defineSchedule({
  ...common,
  optimizer: { ...common.optimizer, beta2: 0.99 },
  learningRate: lr.cosine({ from: peakFor(4), to: 0 }),
});`;
    expect(one(text)).toEqual({
      length: { steps: 1000 },
      optimizer: { name: "adamw", beta2: 0.99 },
      learningRate: kind("cosine", { from: 0.05, to: 0 }),
    });
  });

  it.each<[string, string, unknown]>([
    [
      "a typed constant of the package's type",
      `import type { ScheduleDefinition } ${LIBRARY};\nexport const s: ScheduleDefinition = { ${rest}, learningRate: 0.1 };`,
      run(0.1),
    ],
    [
      "a read-only type",
      `import type { ScheduleDefinition } ${LIBRARY};\nexport const s: Readonly<ScheduleDefinition> = { ${rest}, learningRate: 0.1 };`,
      run(0.1),
    ],
    [
      "satisfies after as const",
      `export const s = { ${rest}, learningRate: 0.1 } as const satisfies ScheduleDefinition;`,
      run(0.1),
    ],
    [
      "a default export that satisfies",
      `export default { ${rest}, learningRate: 0.1 } satisfies ScheduleDefinition;`,
      run(0.1),
    ],
    [
      "generics at the call",
      `export const s = defineSchedule<ScheduleDefinition>({ ${rest}, learningRate: 0.1 });`,
      run(0.1),
    ],
    [
      "an annotated result",
      `export const s: TrainingSchedule<ScheduleDefinition> = defineSchedule({ ${rest}, learningRate: 0.1 });`,
      run(0.1),
    ],
    [
      "destructuring with renaming, defaults and a rest",
      `const config = { lr: 0.3, wd: 0.01, betas: [0.9, 0.95], name: "n" };\nconst { lr: peak, momentum = 0.8, betas: [, beta2], ...others } = config;\ndefineSchedule({ ${rest}, learningRate: peak, momentum, optimizer: { beta2, name: others.name } });`,
      run(0.3, { momentum: 0.8, optimizer: { beta2: 0.95, name: "n" } }),
    ],
    [
      "a conditional spread",
      `const LONG = false, FAST = true;\ndefineSchedule({ ${rest}, ...(LONG && { momentum: 0.5 }), ...(FAST ? { learningRate: 1 } : {}) });`,
      run(1),
    ],
    [
      "a lookup by a computed name",
      `const size = "large" as "small" | "large";\nconst PEAKS: Record<string, number> = { small: 1e-3, large: 3e-4 };\ndefineSchedule({ ${rest}, learningRate: PEAKS[size] });`,
      run(3e-4),
    ],
    [
      "optional chaining and nullish defaults",
      `const options: { lr?: number; warm?: { steps: number } } = { warm: { steps: 10 } };\ndefineSchedule({ ${rest}, learningRate: options?.lr ?? 0.2, momentum: options.warm?.steps! / 100 });`,
      run(0.2, { momentum: 0.1 }),
    ],
    [
      "arrays built by methods",
      `const drops = [0.3, 0.6, 0.9].map((share) => Math.round(share * 1000)).filter((at) => at < 900);\ndefineSchedule({ ${rest}, learningRate: multiStep({ from: 1, at: drops, factor: 0.1 }) });`,
      run(kind("multiStep", { from: 1, at: [300, 600], factor: 0.1 })),
    ],
    [
      "sums over arrays",
      `const parts = [100, 200];\nconst total = parts.reduce((sum, n) => sum + n, 0);\ndefineSchedule({ ${rest}, learningRate: [linear({ from: 0, to: 1, for: total }), cosine({ to: 0 })] });`,
      run([kind("linear", { from: 0, to: 1, for: 300 }), kind("cosine", { to: 0 })]),
    ],
    [
      "a list made flat",
      `const groups = [[linear({ from: 0, to: 1, for: 10 })], [cosine({ to: 0 })]];\ndefineSchedule({ ${rest}, learningRate: groups.flat() });`,
      run([kind("linear", { from: 0, to: 1, for: 10 }), kind("cosine", { to: 0 })]),
    ],
    [
      "Object.entries of a table",
      `const table = { a: 1, b: 2 };\ndefineSchedule({ ${rest}, learningRate: { kind: "table", values: Object.values(table) } });`,
      run(kind("table", { values: [1, 2] })),
    ],
    [
      "a namespace of constants",
      `namespace Defaults { export const PEAK = 0.7; }\ndefineSchedule({ ${rest}, learningRate: Defaults.PEAK });`,
      run(0.7),
    ],
    [
      "static members of a class",
      `class Defaults { static readonly PEAK = 0.7; }\ndefineSchedule({ ${rest}, learningRate: Defaults.PEAK });`,
      run(0.7),
    ],
    [
      "an enum's member by its text, and backwards",
      `enum Mode { Slow = 3, Fast }\ndefineSchedule({ name: Mode[4], ${rest}, learningRate: Mode["Slow"] });`,
      run(3, { name: "Fast" }),
    ],
    [
      "an immediately called function",
      `const PEAK = (() => { const batch = 512; return 0.1 * batch / 256; })();\ndefineSchedule({ ${rest}, learningRate: PEAK });`,
      run(0.2),
    ],
    [
      "a switch in a helper",
      `function peak(size: string) { switch (size) { case "s": return 1; case "l": return 2; default: return 3; } }\ndefineSchedule({ ${rest}, learningRate: peak("l") });`,
      run(2),
    ],
    [
      "a schedule made by a helper",
      `const make = (peak: number) => ({ ${rest}, learningRate: peak });\nexport const s = defineSchedule(make(0.4));`,
      run(0.4),
    ],
    [
      "text methods",
      `const NAME = ["a", "b"].join("-").toUpperCase();\ndefineSchedule({ name: NAME, ${rest}, learningRate: 1 });`,
      run(1, { name: "A-B" }),
    ],
    [
      "numbers with a fixed number of digits",
      `const PEAK = Number((1 / 3).toFixed(2));\ndefineSchedule({ name: \`lr \${(0.5).toExponential(1)}\`, ${rest}, learningRate: PEAK });`,
      run(0.33, { name: "lr 5.0e-1" }),
    ],
    [
      "satisfies within",
      `defineSchedule({ ${rest}, learningRate: [{ kind: "linear", from: 0, to: 1 } satisfies Phase] });`,
      run([kind("linear", { from: 0, to: 1 })]),
    ],
  ])("%s", (_name, text, expected) => {
    expect(one(text)).toEqual(expected);
  });

  it("leave as symbols what only the running program knows, the rest in place", () => {
    const text = `import { defineSchedule, linear } ${LIBRARY};
import { Unread } from "./config/recipes";
const args = parseArgs();
const total = Number(process.env.STEPS ?? 1000);
let peak = 0.1;
if (args.large) peak = 0.3;
defineSchedule({
  length: { steps: total },
  learningRate: [linear({ from: 0, to: peak, for: args.warmup * 2 })],
  momentum: Unread.missing,
});`;
    const { document } = read(text);
    expect(document.problems).toEqual([]);
    expect(unknownSymbols(document).map(({ symbol }) => symbol)).toEqual([
      "process.env.STEPS",
      "peak",
      "args.warmup",
      "Unread.missing",
    ]);
  });
});
