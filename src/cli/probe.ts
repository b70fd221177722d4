import { type ProbePlan, ProbePlanError, planProbe } from "../core/probePlan";
import type { Schedule } from "../core/schedule/schedule";
import { cpuBackend } from "../probe/backends/cpu";
import { wasmBackend } from "../probe/backends/wasm";
import { probeControl } from "../probe/control";
import type { ProbeEvent } from "../probe/request";
import { runProbe } from "../probe/run";
import { TASKS } from "../probe/tasks/table";
import { type Environment, json } from "./environment";
import { EXIT, UsageError } from "./exit";
import { analyzeFile, schedulesOf } from "./files";
import { countFlag, type Flags, parseFlags, singleFile, textFlag } from "./flags";
import { ProbeCollector } from "./probeCollector";
import { probeReport, probeResult } from "./probeReport";

const MOST_STEPS = 100_000;
const MOST_SEEDS = 64;

const SPEC = {
  task: { type: "string" },
  steps: { type: "string" },
  seeds: { type: "string" },
  backend: { type: "string" },
  json: { type: "boolean" },
} as const;

type Backend = "auto" | "wasm" | "cpu";

export async function probe(args: readonly string[], environment: Environment): Promise<number> {
  const { files, flags } = parseFlags(args, SPEC);
  const file = singleFile(files, "probe");
  const backend = chosenBackend(flags);
  const wishes = {
    task: chosenTask(flags),
    steps: countFlag(flags, "steps", 1, MOST_STEPS),
    seeds: countFlag(flags, "seeds", 1, MOST_SEEDS),
  };
  const schedules = schedulesOf(await analyzeFile(file, environment), environment);
  const plan = planned(schedules, wishes);
  const collector = await train(plan, backend, environment);
  const { failure, diverged } = collector;
  if (failure !== undefined) throw new UsageError(failure);
  environment.out(
    flags["json"] ? json(probeResult(plan, collector)) : probeReport(plan, collector),
  );
  return diverged > 0 ? EXIT.failed : EXIT.ok;
}

function chosenBackend(flags: Flags): Backend {
  const backend = textFlag(flags, "backend") ?? "auto";
  if (backend === "auto" || backend === "wasm" || backend === "cpu") return backend;
  throw new UsageError(`--backend takes wasm or cpu, not "${backend}"`);
}

function chosenTask(flags: Flags): string | undefined {
  const task = textFlag(flags, "task");
  if (task === undefined || TASKS.has(task)) return task;
  throw new UsageError(`unknown task "${task}"; there are ${[...TASKS.keys()].join(", ")}`);
}

function planned(
  schedules: readonly Schedule[],
  wishes: Parameters<typeof planProbe>[1],
): ProbePlan {
  try {
    return planProbe(
      schedules.map((schedule, index) => ({ id: String(index), schedule })),
      wishes,
    );
  } catch (error) {
    if (error instanceof ProbePlanError) throw new UsageError(error.message);
    throw error;
  }
}

/** Trains to the end, or until the user interrupts: what was trained by then is reported. */
async function train(
  plan: ProbePlan,
  backend: Backend,
  environment: Environment,
): Promise<ProbeCollector> {
  const collector = new ProbeCollector();
  const control = probeControl();
  const stopListening = environment.onInterrupt(() => {
    control.cancel();
  });
  const sink = (event: ProbeEvent) => {
    collector.take(event);
    if (environment.interactive) environment.err(progressLine(event));
  };
  const read = async (name: string) => new Uint8Array(await environment.asset(name)).buffer;
  await runProbe({ ...plan, backend }, sink, control, [wasmBackend(read), cpuBackend]);
  stopListening();
  return collector;
}

const BAR = 30;

/** Redraws one line of a terminal; clears it at the end. */
function progressLine(event: ProbeEvent): string {
  if (event.type === "finished" || event.type === "failed") return "\r\u001b[K";
  if (event.type !== "progress") return "";
  const done = Math.round((BAR * event.step) / event.of);
  const bar = "#".repeat(done).padEnd(BAR, ".");
  const left = event.secondsLeft === undefined ? "" : `, ${event.secondsLeft.toFixed(0)} s left`;
  return `\r\u001b[K[${bar}] ${event.step}/${event.of}${left}`;
}
