import { formatNumber } from "../../../../src/core/text/format";
import { summarize } from "../../../../src/probe/results/figures";
import type { ProbeRun, Replica } from "../../../../src/probe/results/run";

/** The replicas of each schedule that have not diverged, in the run's order. */
export const bySchedule = (run: ProbeRun): Replica[][] =>
  run.schedules.map(({ id }) =>
    run.replicas.filter(({ schedule, diverged }) => schedule === id && diverged === undefined),
  );

/** Mean and standard deviation of a sample, as "29.8 ± 3.1"; a dash where there is none. */
export function meanAndSpread(values: readonly number[]): string {
  const summary = summarize(values);
  if (!summary) return "–";
  const mean = formatNumber(summary.mean, 3);
  return summary.deviation === undefined ? mean : `${mean} ± ${formatNumber(summary.deviation, 2)}`;
}
