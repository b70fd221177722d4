import {
  type PlannableSchedule,
  type ProbePlan,
  ProbePlanError,
  planProbe,
  withData,
} from "../core/probePlan";
import { PROBE_LIMITS } from "../core/probeContract";
import { PROBE_TASKS } from "../core/probeTasks";
import { TASKS } from "../probe/tasks/table";
import { alignedTable, type Environment } from "./environment";
import { EXIT, UsageError } from "./exit";
import { readDataFile } from "./dataFile";
import { analyzeFile } from "./files";
import { countFlag, type Flags, listFlag, parseFlags, singleFile, textFlag } from "./flags";
import { GIVEN, givenValues } from "./given";
import { axesOf, GRID, gridOf, type Read } from "./grid";
import { mergeRuns } from "./mergeRuns";
import { namedSchedules } from "./named";
import { plannableOf } from "./plannable";
import { rangeTest, sweepOf } from "./rangeTest";
import { probeShard, shardFlag } from "./shard";
import { tellRun } from "./tellRun";
import { loadersOf, train } from "./train";

/** Of all shards. */
const MOST_SEEDS = 1024;

const SPEC = {
  ...GRID,
  schedule: { type: "string", multiple: true },
  task: { type: "string" },
  steps: { type: "string" },
  seeds: { type: "string" },
  "first-seed": { type: "string" },
  backend: { type: "string" },
  compare: { type: "string", multiple: true },
  measure: { type: "string" },
  sharpness: { type: "string" },
  control: { type: "boolean" },
  save: { type: "string" },
  shard: { type: "string" },
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
  if (args[0] === "merge") return mergeRuns(args.slice(1), environment);
  const { files, flags } = parseFlags(args, SPEC);
  if (flags["tasks"]) {
    environment.out(taskList());
    return EXIT.ok;
  }
  const shard = shardFlag(flags);
  const chosen = [singleFile(files, "probe"), ...listFlag(flags, "compare")];
  const backend = chosenBackend(flags);
  const wishes = {
    task: chosenTask(flags),
    steps: countFlag(flags, "steps", 1, PROBE_LIMITS.steps),
    seeds: countFlag(flags, "seeds", 1, MOST_SEEDS),
    firstSeed: countFlag(flags, "first-seed", 0, 2 ** 31),
    measureEvery: countFlag(flags, "measure", 1, PROBE_LIMITS.steps),
    sharpnessEvery: countFlag(flags, "sharpness", 1, PROBE_LIMITS.steps),
    control: flags["control"] === true,
  };
  const schedules = await chosenSchedules(chosen, flags, environment);
  const plan = await planned(schedules, wishes, chosen[0] ?? "");
  for (const note of plan.data?.notes ?? []) environment.err(`${note}\n`);
  if (flags["range-test"]) {
    const sweep = sweepOf(flags, wishes.steps);
    const scale = schedules[0]?.schedule.probe?.learningRateScale ?? 1;
    const loaders = loadersOf(environment);
    return rangeTest({ plan, sweep, backend, scale, loaders }, flags, environment);
  }
  const request = { ...plan, backend };
  if (shard) return probeShard(request, shard, flags, environment);
  return tellRun(await train(request, environment), flags, environment);
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

/** Of the first file those that `--schedule` names and `--grid` makes; all of those to compare with. */
async function chosenSchedules(
  [first = "", ...others]: readonly string[],
  flags: Flags,
  environment: Environment,
): Promise<PlannableSchedule[]> {
  const read: Read = (file, text) => analyzeFile(file, environment, values, text);
  const values = givenValues(flags);
  const own = await read(first);
  const names = listFlag(flags, "schedule");
  const named = { ...own, schedules: namedSchedules(own.schedules, names) };
  const axes = axesOf(flags);
  const schedules =
    axes.length > 0 ? await gridOf(first, named, axes, read) : plannableOf(first, named);
  for (const file of others) schedules.push(...plannableOf(file, await read(file)));
  return schedules.map((schedule, i) => ({ id: String(i + 1), ...schedule }));
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
