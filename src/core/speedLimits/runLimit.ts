import type { Schedule } from "../schedule/schedule";
import { limitConditions, onRun, type MeasuredLimit, type RunLimit } from "./measuredLimit";
import { stepsAbove } from "./stepsAbove";

/** The limit over a schedule; undefined where it was measured under other conditions. */
export function runLimit(
  schedule: Schedule,
  limit: MeasuredLimit | undefined,
): RunLimit | undefined {
  const rate = schedule.tracks.get("learningRate");
  if (!limit || !rate || limit.conditions !== limitConditions(schedule)) return undefined;
  const points = onRun(limit, schedule.length);
  if (points.length === 0) return undefined;
  return { task: limit.task, points, above: stepsAbove(rate.curve, points) };
}
