import type { BackendLoader, LoadedBackend } from "../../../src/probe/backends/loader";
import { Session } from "../../../src/probe/engine/session";
import type { ProbeRequest } from "../../../src/core/probeContract";
import { TASKS } from "../../../src/probe/tasks/table";
import type { Task } from "../../../src/probe/tasks/task";
import { madeUpTable } from "../../unit/probe/madeUpTable";
import { median } from "../measure";

/** Replicas trained at once. */
export const REPLICAS = [1, 8, 24] as const;
const ROUNDS = 5;
/** So long each of them trains in a round. */
export const BOX_MS = 200;
/** What needs longer for a step is left out, and said to be. */
export const LONGEST_STEP_MS = 1500;
const STEPS = 1_000_000;

/** The made-up table of the task "csv"; test/bench/torch/csv.py has one of the same shape. */
export const DATA = madeUpTable(512);

/** Constant, and given for as many steps as anyone trains in a box. */
const constant = (value: number): Float64Array => new Float64Array(STEPS).fill(value);
const RATE = constant(0.01);
const MOMENTUM = constant(0.9);

/** As many replicas as seeds, so that every one of them has batches of its own. */
export const request = (task: string, replicas: number): ProbeRequest => ({
  task,
  data: DATA,
  steps: STEPS,
  seeds: Array.from({ length: replicas }, (_, i) => i),
  schedules: [
    {
      id: "a",
      name: "a",
      optimizer: { name: "sgd" },
      tracks: { learningRate: RATE, momentum: MOMENTUM },
    },
  ],
});

const MEASURED = new Set(["validation", "measure", "extras"]);

/** The training alone: nothing is evaluated or drawn. */
function trained(name: string): Task {
  const task = TASKS.get(name)?.(DATA);
  if (task === undefined) throw new Error(`no task ${name}`);
  const left = Object.entries(task).filter(([part]) => !MEASURED.has(part));
  return Object.fromEntries(left) as unknown as Task;
}

/** Median replica-steps a second, or why there is none. */
export type Speed = number | string;

interface Racer {
  readonly replicas: number;
  readonly session: Session;
  readonly speeds: number[];
}

async function stepTime(session: Session): Promise<number> {
  const began = performance.now();
  session.advance();
  await session.news();
  return performance.now() - began;
}

/** Milliseconds of processor time of this process, its threads together. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** On a machine that others use, too, CLOCK=processor counts what was computed here alone. */
const now = process.env["CLOCK"] === "processor" ? processorTime : () => performance.now();

/** Trains for a box of time, and tells replica-steps a second. */
async function box({ session, replicas }: Racer): Promise<number> {
  const began = now();
  let steps = 0;
  for (; now() - began < BOX_MS; steps++) session.advance();
  // Read back once, as seldom as the engine does.
  await session.news();
  return (1000 * steps * replicas) / (now() - began);
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Starts a session of every size; in `left out` those whose steps would be too long. */
async function starters(name: string, backend: LoadedBackend) {
  const task = trained(name);
  const racers: Racer[] = [];
  const leftOut = new Map<number, string>();
  let perReplica = 0;
  for (const replicas of REPLICAS) {
    const expected = perReplica * replicas;
    if (expected > LONGEST_STEP_MS) {
      leftOut.set(replicas, `left out: a step takes about ${seconds(expected)}`);
      continue;
    }
    const session = new Session(task, request(name, replicas));
    session.load(backend);
    // The first one warms up, but tells of a dear task just as well.
    const times = [await stepTime(session), await stepTime(session)];
    perReplica = Math.min(...times) / replicas;
    racers.push({ replicas, session, speeds: [] });
  }
  return { racers, leftOut };
}

/** The sizes take turns, so that the ratios hold on a busy machine; `between` has its turn as well. */
export async function race(
  task: string,
  loader: BackendLoader,
  between: () => Promise<void>,
): Promise<ReadonlyMap<number, Speed>> {
  const { racers, leftOut } = await starters(task, await loader.load());
  for (let round = 0; round < ROUNDS; round++) {
    for (const racer of racers) racer.speeds.push(await box(racer));
    await between();
  }
  for (const { session } of racers) session.dispose();
  return new Map<number, Speed>([
    ...racers.map(({ replicas, speeds }) => [replicas, median(speeds)] as const),
    ...leftOut,
  ]);
}
