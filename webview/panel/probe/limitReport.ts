import { speedLimits } from "../../../src/probe/results/speedLimits";
import type { ProbeRun } from "../../../src/probe/results/run";
import type { ProbeLimits } from "../../../src/protocol/probe";
import { LIMITS } from "../../../src/protocol/shapes";

/** What the host is to know of the speed limits that a run has measured. */
export function limitReport(run: ProbeRun): ProbeLimits {
  return speedLimits(run)
    .slice(0, LIMITS.shownSchedules)
    .map(({ schedule, limit }) => {
      const every = Math.max(1, Math.ceil(limit.length / LIMITS.limitPoints));
      const points = limit
        .filter((_, i) => i % every === 0)
        .filter(([, rate]) => Number.isFinite(rate) && rate > 0)
        .map(([step, rate]): [number, number] => [step, rate]);
      return { schedule, points };
    });
}
