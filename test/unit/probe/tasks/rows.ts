import { constant, schedule } from "../requests";
import type { ProbeSchedule } from "../../../../src/core/probeContract";

/** SGD with momentum 0.9 at a constant rate, and these tracks besides. */
export const plainSchedule = (
  id: string,
  steps: number,
  tracks: Readonly<Record<string, number>> = {},
  rate = 0.1,
): ProbeSchedule =>
  schedule(id, {
    learningRate: constant(rate, steps),
    momentum: constant(0.9, steps),
    ...Object.fromEntries(
      Object.entries(tracks).map(([name, value]) => [name, constant(value, steps)]),
    ),
  });
