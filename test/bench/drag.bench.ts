import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { analyze } from "../../src/core/analyze";
import { withEdits } from "../../src/core/edit/rebase";
import { listHandles } from "../../src/core/handles/listHandles";
import { stepMagnets, valueMagnets } from "../../src/core/handles/magnets";
import { moveHandle } from "../../src/core/handles/moveHandle";
import { parseJson } from "../../src/core/parse/json";
import { parseTypeScript } from "../../src/core/parse/typescript";
import type { ParsedDocument } from "../../src/core/parse/sourceValue";
import { activeSchedule } from "../../src/host/model/shown";
import { loadSyntaxParser } from "../../src/syntax/loadSyntaxParser";
import { type Bench, type BenchRow, medians, milliseconds, spread } from "./measure";

const WASM = "node_modules/@vscode/tree-sitter-wasm/wasm";
const VIEW = { columns: 800, range: null };

/** Everything that the host does for one move of the mouse, save the editor's own edit. */
function dragging(text: string, parse: (text: string) => ParsedDocument): () => unknown {
  const document = parse(text);
  const [analyzed] = analyze(document).schedules;
  const handles = analyzed ? listHandles(document, analyzed) : [];
  const handle = handles.find(({ role }) => role === "warmupEnd");
  if (!analyzed?.schedule || !handle) throw new Error("no warmup to drag");
  const { schedule, source } = analyzed;
  let moved = 0;
  return () => {
    moved = (moved + 1) % 40;
    const step = handle.step + moved * (schedule.length / 800);
    const to = { type: "to", step, value: handle.value * (1 + moved / 80), free: false } as const;
    const stepPixel = schedule.length / 400;
    const result = moveHandle({ document, source }, handle, to, {
      stepPixel,
      valuePixel: handle.value / 100,
      steps: stepMagnets(schedule, handle, step, stepPixel),
      values: valueMagnets(handles, handle),
    });
    if ("refusal" in result) throw new Error(result.refusal.reason);
    const again = parse(withEdits(text, result.edits));
    const [next] = analyze(again).schedules;
    return next && activeSchedule("a", "a", next, again, VIEW);
  };
}

async function run(): Promise<BenchRow[]> {
  const bytes = (name: string) => readFileSync(`${WASM}/${name}.wasm`);
  const parser = await loadSyntaxParser({
    runtime: bytes("tree-sitter"),
    language: bytes("tree-sitter-typescript"),
  });
  const json = readFileSync("examples/json/in-step.schedule.json", "utf8");
  const typescript = readFileSync("examples/typescript/in-step.ts", "utf8");
  const times = await medians({
    json: dragging(json, (text) => parseJson(text)),
    typescript: dragging(typescript, (text) => parseTypeScript(text, parser)),
  });
  return Object.entries(times).map(([name, ms]) => ({
    name,
    figures: { "median a move": milliseconds(ms) },
  }));
}

interface Move {
  readonly drawn: number | null;
  readonly edited: number | null;
}

/** From the pointer's event, in milliseconds; null where a move made nothing new. */
async function inVsCode(): Promise<BenchRow[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--import",
    "./scripts/typescript.mjs",
    "test/bench/drag/inVsCode.ts",
  ]);
  const moves = JSON.parse(stdout) as Move[];
  return (["drawn", "edited"] as const).map((what) => {
    const times = moves.flatMap((move) => move[what] ?? []);
    const figures = { ...spread(times), moves: `${times.length}` };
    return { name: `pointer event → ${WHAT[what]}`, figures };
  });
}

const WHAT = { drawn: "drawn in the panel", edited: "edited source shown by the editor" };

export const benches: Bench[] = [
  { title: "Dragging a handle: moved, edited, read, checked, sampled (in-step, 4 tracks)", run },
  { title: "Dragging a handle in a real VS Code", run: inVsCode },
];
