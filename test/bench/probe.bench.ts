import { readFile } from "node:fs/promises";
import { cpuBackend } from "../../src/probe/backends/cpu";
import type { BackendLoader } from "../../src/probe/backends/loader";
import { wasmBackend } from "../../src/probe/backends/wasm";
import { probeControl } from "../../src/probe/control";
import type { ProbeRequest } from "../../src/probe/request";
import { runProbe } from "../../src/probe/run";
import { TASKS } from "../../src/probe/tasks/table";
import { madeUpTable } from "../unit/probe/madeUpTable";
import { type Bench, type BenchRow, median, milliseconds } from "./measure";

const WASM = "node_modules/@tensorflow/tfjs-backend-wasm/dist";
const REPLICAS = [1, 8, 24];
const STEPS = 60;
const ROUNDS = 3;

const wasm = wasmBackend(async (file) => {
  const content = await readFile(`${WASM}/${file}`);
  return new Uint8Array(content).buffer;
});

const values = (value: number): number[] => new Array<number>(STEPS).fill(value);

/** As many replicas as seeds; no evaluation but the first and the last. */
const request = (task: string, replicas: number): ProbeRequest => ({
  task,
  // Only one of them asks for it.
  data: madeUpTable(512),
  steps: STEPS,
  seeds: Array.from({ length: replicas }, (_, i) => i),
  evaluateEvery: STEPS,
  schedules: [
    {
      id: "a",
      name: "a",
      optimizer: { name: "sgd" },
      tracks: { learningRate: values(0.01), momentum: values(0.9) },
    },
  ],
});

interface Timing {
  readonly stepsPerSecond: number;
  /** Milliseconds from the call to the first point. */
  readonly firstPoint: number;
}

async function time(task: string, replicas: number, loader: BackendLoader): Promise<Timing> {
  const began = performance.now();
  let firstPoint = Number.NaN;
  let stepsPerSecond = Number.NaN;
  await runProbe(
    request(task, replicas),
    (event) => {
      if (event.type === "points" && Number.isNaN(firstPoint))
        firstPoint = performance.now() - began;
      if (event.type === "finished") stepsPerSecond = event.stepsPerSecond;
      if (event.type === "failed") throw new Error(event.message);
    },
    probeControl(),
    [loader],
  );
  return { stepsPerSecond, firstPoint };
}

async function row(task: string, loader: BackendLoader): Promise<BenchRow> {
  const speeds = new Map<number, number[]>();
  const starts: number[] = [];
  // The sizes take turns, so that the ratios hold on a busy machine.
  for (let round = 0; round < ROUNDS; round++) {
    for (const replicas of REPLICAS) {
      const { stepsPerSecond, firstPoint } = await time(task, replicas, loader);
      speeds.set(replicas, [...(speeds.get(replicas) ?? []), stepsPerSecond * replicas]);
      starts.push(firstPoint);
    }
  }
  const single = median(speeds.get(1) ?? []);
  const figures = REPLICAS.map((replicas) => {
    const speed = median(speeds.get(replicas) ?? []);
    const times = replicas === 1 ? "" : ` (${(speed / single).toFixed(1)} ×)`;
    return [`R = ${replicas}`, `${speed.toFixed(0)}/s${times}`] as const;
  });
  return {
    name: `${task}, ${loader.name}`,
    figures: { ...Object.fromEntries(figures), "first point": milliseconds(median(starts)) },
  };
}

async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const loader of [wasm, cpuBackend]) {
    for (const task of TASKS.keys()) rows.push(await row(task, loader));
  }
  return rows;
}

export const benches: Bench[] = [
  { title: "Probe: replica-steps a second (against R runs one by one)", run },
];
