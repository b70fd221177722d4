import type { Curve } from "../schedule/curve";
import { knownUpTo } from "../schedule/curves/ending";
import { sequenceCurve } from "../schedule/curves/sequence";
import { scaleCurve, shiftCurve } from "../schedule/curves/transform";
import { resolveDuration } from "../schedule/durations";
import type { MeasuredMetric } from "../schedule/measuredMetric";
import { plateauScales, type PlateauDefinition } from "../schedule/plateau";
import type { Schedule, Track } from "../schedule/schedule";
import type { TimeBase } from "../schedule/time";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Recording } from "./recording";
import { metricsOfRun } from "./runMetrics";

/** Why a metric can't drive a rule. */
interface NotDriven {
  readonly reason: string;
}

/** The updates after which a rule looked, and what it saw. */
interface Looks {
  readonly steps: readonly number[];
  readonly values: readonly number[];
  /** Up to here the run is known to have had no further look. */
  readonly end: number;
}

/**
 * A schedule with `onPlateau` as the rule moved its rate in a run: it looks at each value of the
 * metric, or, with `every`, at those that lie on its own updates. Where the run's log ends nobody
 * knows the next one.
 *
 * @returns The schedule with its rate alone; or why the metric doesn't say when the rule looked;
 *   undefined where the schedule has no such rule.
 */
export function onMetric(
  schedule: Schedule,
  metric: MeasuredMetric,
): Schedule | NotDriven | undefined {
  const { onPlateau: rule, tracks, time } = schedule;
  const track = tracks.get("learningRate");
  if (rule === undefined || track === undefined) return undefined;
  const looks = looksOf(rule, metric, time);
  if (typeof looks === "string")
    return { reason: t`The log's ${metric.tag} can't drive "onPlateau": ${looks}.` };
  const curve = driven(rule, looks, track.curve);
  const phases = [{ kind: "onPlateau", start: 0, end: schedule.length, length: schedule.length }];
  const moved: Track = {
    ...track,
    curve,
    phases: phases.map((one) => ({ ...one, curve, path: track.path })),
  };
  return {
    ...schedule,
    tracks: new Map([["learningRate", moved]]),
    layers: [],
    onPlateau: undefined,
    at: (step) => ({ learningRate: curve.at(step) }),
  };
}

function driven(rule: PlateauDefinition, { steps, values, end }: Looks, curve: Curve): Curve {
  const scales = plateauScales(rule, values, (look) => curve.at(steps[look] ?? 0));
  const pieces = [{ start: 0, curve }];
  let now = 1;
  scales.forEach((scale, i) => {
    const start = steps[i] ?? 0;
    if (scale === now) return;
    now = scale;
    while ((pieces.at(-1)?.start ?? -1) >= start) pieces.pop();
    pieces.push({
      start,
      curve: scaleCurve(start === 0 ? curve : shiftCurve(curve, start), scale),
    });
  });
  return knownUpTo(sequenceCurve(pieces), end);
}

function looksOf(
  { every }: PlateauDefinition,
  metric: MeasuredMetric,
  time: TimeBase,
): Looks | string {
  const placed = placesOf(metric, time);
  if (typeof placed === "string") return placed;
  const { steps, end } = placed;
  if (steps.length === 0) return t("it has no values");
  if (steps.some((step, i) => i > 0 && !(step > (steps[i - 1] ?? NaN))))
    return t("the log's counter falls back");
  const all = { steps, values: Array.from(metric.values), end };
  const resolved = every === undefined ? undefined : resolveDuration(every, time);
  return resolved && "steps" in resolved && resolved.steps > 0
    ? onlyEach(resolved.steps, all)
    : all;
}

/** The updates after which the values were measured. */
function placesOf(
  { axis, steps, until }: MeasuredMetric,
  { clock = "update", stepsPerEpoch }: TimeBase,
): { steps: number[]; end: number } | string {
  const last = Math.max(until ?? 0, steps[steps.length - 1] ?? 0);
  if (axis === "steps" && clock === "update") return { steps: Array.from(steps), end: last + 1 };
  if (axis === "epochs") {
    const size = clock === "epoch" ? 1 : stepsPerEpoch;
    if (size === undefined)
      return t("the log counts epochs, of which the schedule doesn't know the steps");
    // the epoch of number 0 is over after its last update
    const first = steps[0] === 0 ? 1 : 0;
    const place = (epoch: number): number => Math.round((epoch + first) * size);
    return { steps: Array.from(steps, place), end: place(last) + 1 };
  }
  return clock === "update"
    ? t("the log doesn't count updates, by which the evaluations lie")
    : t("the log and the schedule don't count alike");
}

/** The values that lie on every so many updates, from the first on. */
function onlyEach(size: number, { steps, values, end }: Looks): Looks | string {
  const at = steps.flatMap((step, i) => (step > 0 && step % size === 0 ? [i] : []));
  const isGapless = at.every((i, look) => steps[i] === (look + 1) * size);
  if (at.length === 0 || !isGapless)
    return t`it has no value for each ${formatNumber(size)} updates, after which the rule looks`;
  const next = (at.length + 1) * size;
  return {
    steps: at.map((i) => steps[i] ?? NaN),
    values: at.map((i) => values[i] ?? NaN),
    end: Math.min(end, next),
  };
}

/** A plan as a run's own metric drove it, and why it didn't where its rule can't be followed. */
export function drivenPlan(
  plan: Schedule,
  run: Recording,
  tag: string | undefined,
): { readonly plan: Schedule; readonly reason?: string } {
  const metrics = plan.onPlateau ? metricsOfRun(run) : [];
  const metric = tag === undefined ? metrics[0] : metrics.find((one) => one.tag === tag);
  const driven = metric && onMetric(plan, metric);
  if (driven === undefined) return { plan };
  return "reason" in driven ? { plan, reason: driven.reason } : { plan: driven };
}
