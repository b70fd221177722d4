import { MEASUREMENTS, type ProbePoint } from "../request";
import { meanLine } from "./figures";
import { replicasOf, type ProbeRun, type Replica } from "./run";

/** A schedule's speed limit as a probe measured it, beside the rate that was trained with. */
export interface SpeedLimit {
  readonly schedule: string;
  /** The mean over the seeds; those that diverged count only where all did. */
  readonly limit: readonly ProbePoint[];
  /** The rate from a step on, until the next point. */
  readonly rate: readonly ProbePoint[];
  /** First and last probe step of each stretch where the rate is above the limit. */
  readonly above: readonly (readonly [first: number, last: number])[];
}

const limitOf = ({ measured }: Replica): readonly ProbePoint[] =>
  measured.get(MEASUREMENTS.speedLimit) ?? [];

/** The speed limits that a run has measured; none where it was not asked to. */
export function speedLimits(run: ProbeRun): SpeedLimit[] {
  return run.schedules.flatMap(({ id, tracks }) => {
    const all = replicasOf(run, id);
    const alive = all.filter(({ diverged }) => !diverged);
    const limit = meanLine((alive.length > 0 ? alive : all).map(limitOf));
    const rate = tracks.get("learningRate") ?? [];
    if (limit.length === 0) return [];
    return [{ schedule: id, limit, rate, above: stretchesAbove(rate, limit) }];
  });
}

/** Between two measurements the limit lies on the line through them; none outside of all. */
function stretchesAbove(rate: readonly ProbePoint[], limit: readonly ProbePoint[]) {
  const found: [number, number][] = [];
  let [held, next] = [0, 0];
  const [first, last] = [limit[0]?.[0] ?? 0, limit.at(-1)?.[0] ?? -1];
  for (let step = first; step <= last; step++) {
    while ((rate[held + 1]?.[0] ?? Infinity) <= step) held++;
    while ((limit[next]?.[0] ?? Infinity) < step) next++;
    const [from, to] = [limit[next - 1] ?? limit[next], limit[next]];
    if (!from || !to) break;
    const share = to[0] === from[0] ? 0 : (step - from[0]) / (to[0] - from[0]);
    const most = to[0] === step ? to[1] : from[1] + share * (to[1] - from[1]);
    if (!((rate[held]?.[1] ?? NaN) > most)) continue;
    const before = found.at(-1);
    if (before && before[1] === step - 1) before[1] = step;
    else found.push([step, step]);
  }
  return found;
}
