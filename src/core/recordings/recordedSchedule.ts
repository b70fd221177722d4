import type { ScheduleDefinition } from "../schedule/definition";
import type { Schedule, Track } from "../schedule/schedule";
import type { TimeBase } from "../schedule/time";
import { t } from "../text/words";
import { ascending } from "./ascending";
import { recordedCurve } from "./recordedCurve";
import type { Recording, Series } from "./recording";
import { wallClock, type WallClock } from "./wallClock";

/** What of a run is drawn: quantities that schedules have as tracks, and the losses. */
const DRAWN = ["learningRate", "momentum", "weightDecay", "loss", "validationLoss"];

/** Why a log can't be laid over a plan. */
export interface NotLaid {
  readonly reason: string;
}

/**
 * A run as a schedule, to be drawn and compared like one: what it logged is its tracks, along the
 * plan's clock. Where the log's counter fell back, what was trained anew takes the place of what it
 * replaced.
 */
export function recordedSchedule(run: Recording, plan: TimeBase | undefined): Schedule | NotLaid {
  const tracks = new Map<string, Track>();
  let end = 0;
  for (const name of DRAWN) {
    const series = run.series.get(name);
    if (series === undefined) continue;
    const perUnit = stepsOf(series, plan);
    if (typeof perUnit === "string") {
      if (name === "learningRate") return { reason: perUnit };
      continue;
    }
    const points = ascending(series, perUnit);
    if (points.steps.length === 0) continue;
    end = Math.max(end, Math.floor(points.steps.at(-1) ?? 0) + 1);
    tracks.set(name, trackOf(name, recordedCurve(points, points.blocks), end));
  }
  if (tracks.size === 0) return { reason: t("The log has neither a learning rate nor a loss.") };
  return scheduleOf(run.name, tracks, { ...plan, steps: Math.max(1, end) });
}

/** When the run was at which step of the plan's clock; undefined where its log doesn't say. */
export function wallClockOf(run: Recording, plan: TimeBase | undefined): WallClock | undefined {
  for (const name of DRAWN) {
    const series = run.series.get(name);
    const perUnit = series && stepsOf(series, plan);
    if (series?.times === undefined || typeof perUnit !== "number") continue;
    const { steps, times } = ascending(series, perUnit);
    const clock = wallClock(steps, times);
    if (clock) return clock;
  }
  return undefined;
}

/** Steps that one unit of a log's clock is worth, or why that isn't known. */
function stepsOf({ axis }: Series, plan: TimeBase | undefined): number | string {
  const clock = plan?.clock ?? "update";
  if (axis === "rows") return 1;
  if (axis === "steps") {
    if (clock === "update") return 1;
    return clock === "epoch"
      ? t("The log counts updates, the schedule epochs.")
      : t("The log counts updates, the schedule rounds.");
  }
  if (axis === "epochs")
    return clock === "epoch"
      ? 1
      : (plan?.stepsPerEpoch ??
          t("The log counts epochs; give the schedule stepsPerEpoch to place them."));
  if (plan?.samplesPerStep !== undefined) return 1 / plan.samplesPerStep;
  return t("The log counts samples; give the schedule batchSize to place them.");
}

const trackOf = (name: string, curve: Track["curve"], end: number): Track => ({
  name,
  curve,
  phases: [{ kind: "recorded", start: 0, end, length: end, curve, path: [name] }],
  path: [name],
});

function scheduleOf(name: string, tracks: ReadonlyMap<string, Track>, time: TimeBase): Schedule {
  const marks = [...tracks.keys()].map((track) => [track, { recorded: `${name} ${time.steps}` }]);
  return {
    name,
    length: time.steps,
    time,
    tracks,
    optimizer: undefined,
    probe: undefined,
    layers: [],
    samples: undefined,
    onPlateau: undefined,
    resume: 0,
    definition: Object.fromEntries(marks) as ScheduleDefinition,
    at: (step) => Object.fromEntries([...tracks].map(([key, { curve }]) => [key, curve.at(step)])),
  };
}
