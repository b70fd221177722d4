import { explain as explainLog } from "../core/recordings/explain/explain";
import { planOf, type Plan } from "../core/recordings/explain/plan";
import { sentenceOf } from "../core/recordings/explain/sentence";
import { metricsOfRun } from "../core/recordings/runMetrics";
import { drivenPlan } from "../core/recordings/onMetric";
import { missingRate } from "../core/recordings/missingRate";
import { planBehind } from "../core/recordings/planBehind";
import type { Recording, Series } from "../core/recordings/recording";
import type { ScheduleDefinition } from "../core/schedule/definition";
import type { MeasuredMetric } from "../core/schedule/measuredMetric";
import { type Environment, json } from "./environment";
import { EXIT, UsageError } from "./exit";
import { noSchedule, readFile, schedulesOf } from "./files";
import { type Flags, parseFlags, singleFile, textFlag } from "./flags";
import { GIVEN, givenValues } from "./given";
import { readLogFile } from "./logFile";

const SPEC = {
  ...GIVEN,
  plan: { type: "string" },
  schedule: { type: "string" },
  run: { type: "string" },
  metric: { type: "string" },
  json: { type: "boolean" },
} as const;

/** Says why a run's rates differ from its plan; without a plan, which schedule is behind the log. */
export async function explain(args: readonly string[], environment: Environment): Promise<number> {
  const { files, flags } = parseFlags(args, SPEC);
  const file = singleFile(files, "explain");
  const { runs, format } = await readLogFile(file);
  const run = chosenRun(runs, textFlag(flags, "run"), file);
  const series = run.series.get("learningRate");
  if (series === undefined) {
    environment.err(`${missingRate(format)}\n`);
    return EXIT.failed;
  }
  const planFile = textFlag(flags, "plan");
  if (planFile === undefined) return withoutPlan(run, series, flags, environment);
  const plan = await planIn(planFile, run, flags, environment);
  const explanation = explainLog(plan, series);
  const { definition } = plan;
  environment.out(
    flags["json"] ? json({ plan: definition, ...explanation }) : sentenceOf(explanation),
  );
  // how a log counts its steps changes no rate
  const leaves = explanation.causes.some(({ kind }) => kind !== "offset");
  return leaves ? EXIT.failed : EXIT.ok;
}

/** The run of a name or number, or the last one: of several in a file the newest. */
function chosenRun(
  runs: readonly Recording[],
  wanted: string | undefined,
  file: string,
): Recording {
  const run =
    wanted === undefined
      ? runs.at(-1)
      : (runs.find(({ name }) => name === wanted) ?? runs[Number(wanted) - 1]);
  if (run) return run;
  const names = runs.map(({ name }) => `"${name}"`).join(", ");
  throw new UsageError(`no run "${wanted ?? ""}" in ${file}; it has ${names}`);
}

/** A plan that reacts to a metric is the one for what this run measured. */
async function planIn(
  file: string,
  run: Recording,
  flags: Flags,
  environment: Environment,
): Promise<Plan> {
  const metric = chosenMetric(run, textFlag(flags, "metric"));
  const analysis = await readFile(file, environment, { values: givenValues(flags), metric });
  if (!analysis) throw noSchedule(file);
  const schedules = schedulesOf(analysis, environment);
  const name = textFlag(flags, "schedule");
  const schedule = name === undefined ? schedules[0] : schedules.find((one) => one.name === name);
  const driven = schedule && drivenPlan(schedule, run, metric?.tag);
  if (driven?.reason !== undefined) environment.err(`${driven.reason}\n`);
  const plan = driven && planOf(driven.plan);
  if (plan) return plan;
  if (schedule) throw new UsageError(`schedule "${schedule.name}" has no learning rate`);
  const known = schedules.map((one) => `"${one.name}"`).join(", ");
  throw new UsageError(
    name === undefined || known === ""
      ? `${file} has no schedule that can be evaluated`
      : `no schedule "${name}" in ${file}; it has ${known}`,
  );
}

/** The metric of a tag, or the one that is likeliest to be looked at. */
function chosenMetric(run: Recording, tag: string | undefined): MeasuredMetric | undefined {
  const metrics = metricsOfRun(run);
  const metric = tag === undefined ? metrics[0] : metrics.find((one) => one.tag === tag);
  if (metric || tag === undefined) return metric;
  const known = metrics.map((one) => `"${one.tag}"`).join(", ");
  throw new UsageError(`no metric "${tag}" in run "${run.name}"; it has ${known || "none"}`);
}

/** The plan of the log's own settings, or else the simplest schedule that gives its rates. */
function withoutPlan(
  run: Recording,
  series: Series,
  flags: Flags,
  environment: Environment,
): number {
  const behind = planBehind(run, series);
  const { sentence, ...shown } = behind;
  environment.out(
    flags["json"] ? json(shown) : [sentence, ...definitionText(behind.plan)].join("\n"),
  );
  return behind.plan === null || behind.causes.some(({ kind }) => kind !== "offset")
    ? EXIT.failed
    : EXIT.ok;
}

const definitionText = (plan: ScheduleDefinition | null): string[] => (plan ? [json(plan)] : []);
