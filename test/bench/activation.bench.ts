import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import { type Bench, median } from "./measure";

const kilobytes = async (file: string): Promise<string> =>
  `${((await stat(file)).size / 1024).toFixed(1)} KiB`;

const runFile = promisify(execFile);

/** VS Code's own account ("Developer: Startup Performance"), each time in a fresh VS Code. */
async function activation() {
  await runFile(process.execPath, ["scripts/build.mjs"]);
  const { stdout } = await runFile(process.execPath, [
    "--import",
    "./scripts/typescript.mjs",
    "test/bench/activation/inVsCode.ts",
  ]);
  const runs = JSON.parse(stdout) as number[][];
  return ["load code", "call activate()", "finish activate()"].map((name, column) => {
    const times = runs.map((run) => run[column] ?? NaN);
    return { name, figures: { median: `${median(times)} ms`, all: times.join(", ") } };
  });
}

async function sizes() {
  const files = [
    "dist/extension.js",
    "dist/lazy/core.js",
    "dist/lazy/syntax.js",
    "dist/panel/main.js",
  ];
  return Promise.all(
    files.map(async (name) => ({ name, figures: { size: await kilobytes(name) } })),
  );
}

export const benches: Bench[] = [
  { title: "Activation in a real VS Code", run: activation },
  { title: "Sizes: loaded by activation is extension.js, the rest when first needed", run: sizes },
];
