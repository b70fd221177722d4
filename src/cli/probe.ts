import { version } from "../../package.json";
import {
  type PlannableSchedule,
  type ProbePlan,
  ProbePlanError,
  planProbe,
  withData,
} from "../core/probePlan";
import { PROBE_TASKS } from "../core/probeTasks";
import { cpuBackend } from "../probe/backends/cpu";
import type { BackendLoader } from "../probe/backends/loader";
import { wasmBackend } from "../probe/backends/wasm";
import { probeControl } from "../probe/control";
import type { ProbeEvent } from "../probe/request";
import { newRun, takeEvent, type ProbeRun } from "../probe/results/run";
import { toRunFile } from "../probe/results/runFile";
import { runProbe } from "../probe/run";
import { TASKS } from "../probe/tasks/table";
import { judge } from "../probe/verdict/verdict";
import { alignedTable, type Environment } from "./environment";
import { EXIT, UsageError } from "./exit";
import { readDataFile } from "./dataFile";
import { analyzeFile, type GivenValues, writeFileAt } from "./files";
import { countFlag, type Flags, listFlag, parseFlags, singleFile, textFlag } from "./flags";
import { GIVEN, givenValues } from "./given";
import { probeReport } from "./probeReport";
import { ProgressLine } from "./progressLine";
import { rangeTest, sweepOf } from "./rangeTest";

const MOST_STEPS = 100_000;
const MOST_SEEDS = 64;

const SPEC = {
  task: { type: "string" },
  steps: { type: "string" },
  seeds: { type: "string" },
  backend: { type: "string" },
  compare: { type: "string", multiple: true },
  measure: { type: "string" },
  sharpness: { type: "string" },
  control: { type: "boolean" },
  save: { type: "string" },
  tasks: { type: "boolean" },
  "range-test": { type: "boolean" },
  from: { type: "string" },
  to: { type: "string" },
  linear: { type: "boolean" },
  json: { type: "boolean" },
  ...GIVEN,
} as const;

type Backend = "auto" | "wasm" | "cpu";

export async function probe(args: readonly string[], environment: Environment): Promise<number> {
  const { files, flags } = parseFlags(args, SPEC);
  if (flags["tasks"]) {
    environment.out(taskList());
    return EXIT.ok;
  }
  const chosen = [singleFile(files, "probe"), ...listFlag(flags, "compare")];
  const backend = chosenBackend(flags);
  const wishes = {
    task: chosenTask(flags),
    steps: countFlag(flags, "steps", 1, MOST_STEPS),
    seeds: countFlag(flags, "seeds", 1, MOST_SEEDS),
    measureEvery: countFlag(flags, "measure", 1, MOST_STEPS),
    sharpnessEvery: countFlag(flags, "sharpness", 1, MOST_STEPS),
    control: flags["control"] === true,
  };
  const schedules: PlannableSchedule[] = [];
  for (const file of chosen)
    schedules.push(...(await plannable(file, schedules.length, environment, givenValues(flags))));
  const plan = await planned(schedules, wishes, chosen[0] ?? "");
  for (const note of plan.data?.notes ?? []) environment.err(`${note}\n`);
  if (flags["range-test"]) {
    const sweep = sweepOf(flags, wishes.steps);
    const scale = schedules[0]?.schedule.probe?.learningRateScale ?? 1;
    const loaders = loadersOf(environment);
    return rangeTest({ plan, sweep, backend, scale, loaders }, flags, environment);
  }
  const run = await train(plan, backend, environment);
  return tell(run, flags, environment);
}

function taskList(): string {
  return alignedTable(
    PROBE_TASKS.map(({ name, summary }) => [name, summary]),
    "left",
  );
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

/** The schedules of a file; one that cannot be evaluated as it stands is refused, not mended. */
async function plannable(
  file: string,
  before: number,
  environment: Environment,
  values: GivenValues,
): Promise<PlannableSchedule[]> {
  const { schedules, problems, document } = await analyzeFile(file, environment, values);
  const error = problems.find(({ severity }) => severity === "error");
  if (schedules.length === 0) {
    throw new UsageError(`${file} has no schedule to try out${error ? `: ${error.message}` : ""}`);
  }
  return schedules.map(({ name, schedule, complete, problems: own, range, unknowns }, index) => {
    const wrong = own.find(({ severity }) => severity === "error") ?? own[0];
    if (!schedule || !complete) {
      const missing = unknowns.map(({ symbol }) => `--set "${symbol}=…"`).join(" ");
      const reason = missing ? `give ${missing}` : (wrong?.message ?? "it is unfinished");
      throw new UsageError(`"${name}" cannot be tried out: ${reason}`);
    }
    const definition = document.text.slice(range.start, range.end);
    return { id: String(before + index + 1), schedule, definition };
  });
}

/** @param file The one that names the data, where the task needs some. */
async function planned(
  schedules: readonly PlannableSchedule[],
  wishes: Parameters<typeof planProbe>[1],
  file: string,
): Promise<ProbePlan> {
  try {
    const plan = planProbe(schedules, wishes);
    return await withData(plan, schedules, (path) => readDataFile(file, path));
  } catch (error) {
    if (error instanceof ProbePlanError) throw new UsageError(error.message);
    throw error;
  }
}

function loadersOf(environment: Environment): readonly BackendLoader[] {
  const read = async (name: string) => new Uint8Array(await environment.asset(name)).buffer;
  return [wasmBackend(read), cpuBackend];
}

/** Trains to the end, or until the user interrupts: what was trained by then is reported. */
async function train(
  plan: ProbePlan,
  backend: Backend,
  environment: Environment,
): Promise<ProbeRun> {
  const request = { ...plan, backend };
  const run = newRun(request);
  const control = probeControl();
  const progress = new ProgressLine(environment);
  const stopListening = environment.onInterrupt(() => {
    control.cancel();
  });
  const sink = (event: ProbeEvent) => {
    takeEvent(run, event);
    progress.draw(event);
  };
  await runProbe(request, sink, control, loadersOf(environment));
  stopListening();
  return run;
}

async function tell(run: ProbeRun, flags: Flags, environment: Environment): Promise<number> {
  // Nothing was trained: the request is at fault, and the engine has said why.
  if (run.error !== undefined && run.backend === undefined) throw new UsageError(run.error);
  const file = JSON.stringify(toRunFile(run, { version, saved: new Date().toISOString() }));
  const target = textFlag(flags, "save");
  if (target !== undefined) await writeFileAt(target, `${file}\n`);
  environment.out(flags["json"] ? file : probeReport(run, judge(run)));
  if (run.error !== undefined) {
    environment.err(`learning-rate-designer: ${run.error}\n`);
    return EXIT.broken;
  }
  if (run.state === "cancelled") return EXIT.interrupted;
  return run.replicas.some(({ diverged }) => diverged) ? EXIT.failed : EXIT.ok;
}
