import { readFile } from "node:fs/promises";
import { outline } from "../../src/core/language/outline";
import { inlayHints } from "../../src/core/language/inlayHints";
import { readDocument } from "../../src/core/workspace";
import { loadSyntaxParser } from "../../src/syntax/loadSyntaxParser";
import { HOSTILE } from "../unit/hostile/inputs";
import { type Bench, type BenchRow, milliseconds } from "./measure";

const WASM = "node_modules/@vscode/tree-sitter-wasm/wasm";
const SHOWN = 8;

/** Milliseconds of the processor, which another program's work adds little to. */
const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function run(): Promise<BenchRow[]> {
  const [runtime, language] = await Promise.all([
    readFile(`${WASM}/tree-sitter.wasm`),
    readFile(`${WASM}/tree-sitter-typescript.wasm`),
  ]);
  const parser = await loadSyntaxParser({ runtime, language });
  const spent: [string, number][] = [];
  for (const { name, file, text } of HOSTILE) {
    const start = processor();
    const languageId = file.endsWith(".ts") ? "typescript" : "jsonc";
    const analysis = await readDocument(
      { uri: `file:///project/${file}`, languageId, text },
      { grammar: () => Promise.resolve(parser), file: () => undefined },
    );
    if (analysis) {
      outline(analysis);
      inlayHints(analysis);
    }
    spent.push([name, processor() - start]);
  }
  const slowest = spent.toSorted(([, a], [, b]) => b - a).slice(0, SHOWN);
  return slowest.map(([name, ms]) => ({ name, figures: { "processor's time": milliseconds(ms) } }));
}

export const benches: Bench[] = [
  { title: `Reading, outline and hints of ${HOSTILE.length} hostile files: the slowest`, run },
];
