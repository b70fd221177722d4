import { l10n, workspace, type Disposable, type Uri } from "vscode";
import type { ReadLog, Recording } from "../core/recordings/recording";
import type { Schedule } from "../core/schedule/schedule";
import { frozenCurve } from "./frozen/frozenCurve";
import type { FrozenSchedule, FrozenSchedules, RecordedRun } from "./frozen/frozenSchedules";
import type { GivenValues } from "./language/givenValues";
import { messageOf, type Log } from "./log";
import { LogFile } from "./logFile";
import { watchLog } from "./watchLog";

/** The log of a file, read once. Rejects where it can't be read. */
export const readLogAt = (uri: Uri): Promise<ReadLog> => new LogFile(uri).read();

export const keyOf = (uri: Uri): string => `log:${uri.toString()}`;

/** A run laid over a plan, as the panel compares it, and the plan as its metric drove it. Throws why it cannot be. */
async function laidRun(
  uri: Uri,
  { run, format, metric }: RecordedRun,
  plan: Schedule | undefined,
): Promise<FrozenSchedule[]> {
  const { parseJson, recordedSchedule, drivenPlan, wallClockOf } =
    await import("./lazy/recordings");
  const schedule = recordedSchedule(run, plan?.time);
  if ("reason" in schedule) throw new Error(schedule.reason);
  const label = workspace.asRelativePath(uri, false);
  const id = `${keyOf(uri)}#${run.name}`;
  const empty = parseJson("{}");
  const recorded = { run, format, metric, wall: wallClockOf(run, plan?.time) };
  const laid = { ...frozenCurve(id, label, schedule, empty), recorded };
  if (plan === undefined || metric === undefined) return [laid];
  const { plan: driven } = drivenPlan(plan, run, metric);
  if (driven === plan) return [laid];
  const name = l10n.t("{0} on {1}", plan.name, metric);
  const note = l10n.t('The plan as its "onPlateau" moves it on the log\'s {0}.', metric);
  return [laid, { ...frozenCurve(`${id}#plan`, label, { ...driven, name }, empty), note }];
}

interface Laying {
  readonly runs: readonly Recording[];
  readonly format: string | undefined;
  readonly plan: Schedule | undefined;
  readonly metric: Driven | undefined;
}

/** Several runs of one log, each with the plan as its own metric drove it. */
export async function laidRuns(
  uri: Uri,
  { runs, format, plan, metric }: Laying,
): Promise<FrozenSchedule[]> {
  const laid = runs.map((run) => laidRun(uri, { run, format, metric: metric?.tag }, plan));
  return (await Promise.all(laid)).flat();
}

/** A document whose schedules react to a metric, and the run that has it. */
export interface Driven {
  readonly document: Uri;
  readonly run: string;
  readonly tag: string;
}

export interface Followed {
  /** The runs of the file that were laid. */
  readonly names: readonly string[];
  readonly plan: Schedule | undefined;
  readonly metric: Driven | undefined;
}

export interface FollowTools {
  readonly frozen: FrozenSchedules;
  readonly log: Log;
  readonly values: GivenValues;
}

/** Lays a log anew whenever its file has changed since it was read, until the user forgets it. */
export function follow(
  file: LogFile,
  { names, plan, metric }: Followed,
  { frozen, log, values }: FollowTools,
): Disposable {
  const { uri } = file;
  const again = async (): Promise<void> => {
    if (!frozen.holds(keyOf(uri))) {
      watcher.dispose();
      return;
    }
    try {
      const changed = await file.readChanged();
      if (!changed) return;
      const { runs, format } = changed;
      if (!frozen.holds(keyOf(uri))) return;
      const chosen = runs.filter((run) => names.includes(run.name));
      const laid = await laidRuns(uri, { runs: chosen, format, plan, metric });
      if (laid.length > 0) frozen.hold(keyOf(uri), laid);
      if (metric) await driveOn(metric, chosen, values);
    } catch (error) {
      log.warn(`Following ${uri.toString()}: ${messageOf(error)}`);
    }
  };
  const watcher = watchLog(uri, again);
  return watcher;
}

/** The metric as it has grown, unless the user has forgotten it. */
async function driveOn(
  { document, run, tag }: Driven,
  runs: readonly Recording[],
  values: GivenValues,
): Promise<void> {
  const { metricsOfRun } = await import("./lazy/recordings");
  const grown = runs.find(({ name }) => name === run);
  const metric = grown && metricsOfRun(grown).find((one) => one.tag === tag);
  const before = values.metricOf(document);
  if (metric && before?.tag === tag && metric.values.length !== before.values.length)
    values.measure(document, metric);
}
