import { formatNumber } from "../../../../src/core/text/format";
import type { ProbeRun, Replica } from "../results";

/** The replicas of each schedule, in the run's order; those that diverged only where asked for. */
export const bySchedule = (run: ProbeRun, diverged = false): Replica[][] =>
  run.schedules.map(({ id }) =>
    run.replicas.filter(
      (replica) => replica.schedule === id && (diverged || replica.diverged === undefined),
    ),
  );

/** Mean and standard deviation of a sample, as "29.8 ± 3.1"; a dash where there is none. */
export function meanAndSpread(values: readonly number[], digits = 3): string {
  const { length } = values;
  if (length === 0) return "–";
  const mean = values.reduce((sum, value) => sum + value, 0) / length;
  if (length === 1) return formatNumber(mean, digits);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread = Math.sqrt(squares / (length - 1));
  return `${formatNumber(mean, digits)} ± ${formatNumber(spread, 2)}`;
}
