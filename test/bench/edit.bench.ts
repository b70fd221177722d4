import { readFile } from "node:fs/promises";
import { analyze } from "../../src/core/analyze";
import { parseJson } from "../../src/core/parse/json";
import type { ParsedDocument } from "../../src/core/parse/sourceValue";
import { parseTypeScript } from "../../src/core/parse/typescript";
import { sampleColumns } from "../../src/core/schedule/sample";
import { loadSyntaxParser } from "../../src/syntax/loadSyntaxParser";
import { type Bench, medians, milliseconds, ratio } from "./measure";

const PIXELS = 1000;
const WASM = "node_modules/@vscode/tree-sitter-wasm/wasm";

/** All that a keystroke asks for: the text read, checked, and every track sampled for a chart. */
function throughChart(document: ParsedDocument): void {
  for (const { schedule } of analyze(document).schedules) {
    for (const { curve } of schedule?.tracks.values() ?? []) {
      sampleColumns(curve, 0, schedule?.length ?? 0, PIXELS);
    }
  }
}

const definition = (steps: number): string => `{
  "length": { "steps": ${steps} },
  "optimizer": { "name": "adamw", "beta2": 0.95 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 3e-4, "for": "2%" },
    { "kind": "cosine", "to": "10%" }
  ],
  "momentum": { "follow": "learningRate", "relation": "inverse", "range": [0.95, 0.85] }
}`;

async function run() {
  const [runtime, typescript, json, ts] = await Promise.all([
    readFile(`${WASM}/tree-sitter.wasm`),
    readFile(`${WASM}/tree-sitter-typescript.wasm`),
    readFile("examples/json/in-step.schedule.json", "utf8"),
    readFile("examples/typescript/in-step.ts", "utf8"),
  ]);
  const parser = await loadSyntaxParser({ runtime, language: typescript });
  const times = await medians({
    json: () => {
      throughChart(parseJson(json));
    },
    typescript: () => {
      throughChart(parseTypeScript(ts, parser));
    },
    short: () => {
      throughChart(parseJson(definition(1e3)));
    },
    long: () => {
      throughChart(parseJson(definition(1e12)));
    },
  });
  const row = (name: string, time: number, base: number) => ({
    name,
    figures: { median: milliseconds(time), ratio: ratio(time, base) },
  });
  return [
    row("in-step.schedule.json (4 tracks)", times.json, times.json),
    row("in-step.ts (4 tracks)", times.typescript, times.json),
    row("2 tracks, a run of 10^3 steps", times.short, times.short),
    row("2 tracks, a run of 10^12 steps", times.long, times.short),
  ];
}

export const benches: Bench[] = [
  { title: `Text changed → parsed, checked, sampled for ${PIXELS} pixels`, run },
];
