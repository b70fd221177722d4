import type { ProbeRun, RunSchedule } from "../../../../src/probe/results/run";
import { expectedCurve, linearRates } from "../../../../src/probe/theory/expectedCurve";
import type { Point } from "../../score/polyline";

const known = new WeakMap<RunSchedule, readonly Point[]>();

/**
 * The exact expected loss of a schedule as it was trained, for the canyon; empty for other tasks,
 * where the optimizer has no exact expectation, or where values of the tracks were left out.
 */
export function expectedRun(run: ProbeRun, schedule: RunSchedule): readonly Point[] {
  if (run.task !== "quadratic" || run.thinned || run.steps < 1) return [];
  const found = known.get(schedule) ?? compute(run, schedule);
  known.set(schedule, found);
  return found;
}

function compute({ steps }: ProbeRun, { optimizer, tracks }: RunSchedule): readonly Point[] {
  const rates = linearRates(optimizer, (track) => {
    const points = tracks.get(track);
    if (!points) return undefined;
    let held = 0;
    return (step) => {
      if ((points[held]?.[0] ?? 0) > step) held = 0;
      while ((points[held + 1]?.[0] ?? Infinity) <= step) held++;
      return points[held]?.[1] ?? NaN;
    };
  });
  if (!rates) return [];
  const curve = expectedCurve(rates, steps, 400);
  return curve.steps.map((x, i) => ({ x, y: curve.total[i] ?? NaN }));
}
