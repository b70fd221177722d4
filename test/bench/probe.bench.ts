import { readFile } from "node:fs/promises";
import { cpuBackend } from "../../src/probe/backends/cpu";
import { wasmBackend } from "../../src/probe/backends/wasm";
import { TASKS } from "../../src/probe/tasks/table";
import { type Bench, type BenchRow, milliseconds } from "./measure";
import { firstPoint } from "./probe/firstPoint";
import { pytorch, type PyTorch } from "./probe/pytorch";
import { race, REPLICAS, type Speed } from "./probe/speeds";

const WASM = "node_modules/@tensorflow/tfjs-backend-wasm/dist";

const wasm = wasmBackend(async (file) => {
  const content = await readFile(`${WASM}/${file}`);
  return new Uint8Array(content).buffer;
});

const MOST = REPLICAS[REPLICAS.length - 1] ?? 1;

const perSecond = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)}/s`;

function cell(speed: Speed | undefined, base: Speed | undefined): string {
  if (typeof speed !== "number") return speed ?? "";
  if (typeof base !== "number") return perSecond(speed);
  return `${perSecond(speed)} (${(speed / base).toFixed(1)} ×)`;
}

function againstTorch(ours: Speed | undefined, theirs: number): string {
  if (typeof ours !== "number" || Number.isNaN(theirs)) return "";
  const times = ours > theirs ? ours / theirs : theirs / ours;
  return `${times.toFixed(1)} × ${ours > theirs ? "ahead" : "behind"}`;
}

async function row(
  task: string,
  loader: typeof wasm,
  torch: PyTorch | undefined,
): Promise<BenchRow> {
  const speeds = await race(task, loader, async () => {
    await torch?.train(task);
  });
  const single = speeds.get(1);
  const figures = REPLICAS.map(
    (replicas) =>
      [`R = ${replicas}`, cell(speeds.get(replicas), replicas === 1 ? undefined : single)] as const,
  );
  const theirs = torch?.speed() ?? NaN;
  const first =
    typeof speeds.get(MOST) === "number"
      ? milliseconds(await firstPoint(task, MOST, loader))
      : "left out";
  return {
    name: `${task}, ${loader.name}`,
    figures: {
      ...Object.fromEntries(figures),
      ...(torch && {
        [torch.about]: Number.isNaN(theirs) ? "no script" : perSecond(theirs),
        "against it": againstTorch(speeds.get(MOST), theirs),
      }),
      [`first point, R = ${MOST}`]: first,
    },
  };
}

async function run(): Promise<BenchRow[]> {
  const { PYTHON, TASK, BACKEND } = process.env;
  const torch = PYTHON === undefined ? undefined : await pytorch(PYTHON);
  const rows: BenchRow[] = [];
  const wished = [wasm, cpuBackend].filter(({ name }) => BACKEND === undefined || name === BACKEND);
  for (const loader of wished) {
    for (const task of TASK?.split(",") ?? TASKS.keys()) rows.push(await row(task, loader, torch));
  }
  torch?.end();
  return rows;
}

export const benches: Bench[] = [
  { title: "Probe: replica-steps a second (against R runs one by one)", run },
];
