import type { ScheduleDefinition } from "../schedule/definition";
import type { Schedule, Track } from "../schedule/schedule";
import type { TimeBase } from "../schedule/time";
import { t } from "../text/words";
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
    const { steps, values } = ascending(series, perUnit);
    if (steps.length === 0) continue;
    end = Math.max(end, Math.floor(steps.at(-1) ?? 0) + 1);
    tracks.set(name, trackOf(name, recordedCurve(steps, values), end));
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

/** Without what a resumed run trained again, and without values that aren't numbers. */
function ascending(series: Series, perUnit: number): Ascending {
  const { steps, values, times } = series;
  // a log that grows is drawn twice a second: what is in order already isn't copied
  if (perUnit === 1 && isAscending(series)) return { steps, values, times };
  const kept = {
    steps: new Float64Array(steps.length),
    values: new Float64Array(steps.length),
    times: times && new Float64Array(steps.length),
  };
  let count = 0;
  for (let i = 0; i < steps.length; i++) {
    const step = (steps[i] as number) * perUnit;
    const value = values[i] as number;
    if (!Number.isFinite(value) || step < 0) continue;
    while (count > 0 && (kept.steps[count - 1] as number) >= step) count--;
    kept.steps[count] = step;
    kept.values[count] = value;
    if (kept.times) kept.times[count] = times?.[i] ?? NaN;
    count++;
  }
  const cut = (array: Float64Array): Float64Array => array.subarray(0, count);
  return { steps: cut(kept.steps), values: cut(kept.values), times: kept.times && cut(kept.times) };
}

/** Whether every step lies above the one before it, from 0 on, with a number. */
function isAscending({ steps, values }: Series): boolean {
  let before = -1;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as number;
    if (!(step > before && step >= 0 && Number.isFinite(values[i]))) return false;
    before = step;
  }
  return true;
}

interface Ascending {
  readonly steps: Float64Array;
  readonly values: Float64Array;
  readonly times: Float64Array | undefined;
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
