import * as v from "valibot";
import { finite, LIMITS, list, sample, text, whole } from "./shapes";

const point = v.strictTuple([finite, sample]);

/**
 * The panel's own account of what it draws, read back from the chart: for tests and for bug
 * reports. `points` are [step, value], as they lie on the chart.
 */
export const inspectionSchema = v.strictObject({
  revision: whole,
  width: finite,
  series: list(
    v.strictObject({
      schedule: text,
      track: text,
      points: list(point, 4 * LIMITS.columns),
    }),
    LIMITS.shownSchedules * (LIMITS.tracks + LIMITS.family),
  ),
  /** What is said of the runs that lie over the plan. */
  told: list(v.strictObject({ schedule: text, sentence: text }), LIMITS.shownSchedules),
  /** The view state as the panel keeps it with `setState`. */
  viewState: v.unknown(),
  loss: list(
    v.strictObject({ schedule: text, seed: whole, points: list(point, LIMITS.probeSteps) }),
    LIMITS.shownSchedules * LIMITS.probeSeeds,
  ),
});

export type Inspection = v.InferOutput<typeof inspectionSchema>;
