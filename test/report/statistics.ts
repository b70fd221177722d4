import type { ProbePoint } from "../../src/probe/request";
import { bandOf, meanOf, summarize } from "../../src/probe/results/figures";
import { replicasOf, type ProbeRun, type Replica } from "../../src/probe/results/run";
import { thin } from "../../src/probe/results/thin";
import { signedRank } from "../../src/probe/verdict/signedRank";
import { figureColor, figureDash, type FigureSeries } from "../../src/core/svg/figure/figure";
import { formatNumber } from "../../src/core/text/format";

export const number = (value: number, digits = 3): string => formatNumber(value, digits);

/** "0.123 ± 0.004": mean and standard deviation of the finite values. */
export function spread(values: readonly (number | undefined)[], digits = 3): string {
  const found = summarize(values);
  if (!found) return "–";
  const deviation = found.deviation === undefined ? "" : ` ± ${formatNumber(found.deviation, 2)}`;
  return number(found.mean, digits) + deviation;
}

/** Replicas of a run by the index of their schedule. */
export const seedsOf = (run: ProbeRun, schedule: number): Replica[] =>
  replicasOf(run, String(schedule));

export const within = (points: readonly ProbePoint[], from: number, to: number): number =>
  meanOf(points.filter(([step]) => step >= from && step < to)) ?? NaN;

export interface Paired {
  readonly lower: number;
  readonly pairs: number;
  readonly p: number;
}

/** Whether `a` is lower than `b`, seed by seed (Wilcoxon's signed-rank test, exact, two-sided). */
export function paired(a: readonly number[], b: readonly number[]): Paired {
  const differences = a.map((value, i) => {
    const other = b[i] ?? NaN;
    return value === other ? 0 : value - other;
  });
  return {
    lower: differences.filter((difference) => difference < 0).length,
    pairs: differences.length,
    p: signedRank(differences).p,
  };
}

export const told = ({ lower, pairs, p }: Paired): string =>
  `${lower} of ${pairs} seeds, Wilcoxon signed-rank p = ${formatNumber(p, 2)}`;

/** Mean over the seeds with the range as a band, of some curve of each replica. */
export function curve(
  label: string,
  index: number,
  replicas: readonly Replica[],
  pick: (replica: Replica) => readonly ProbePoint[],
): FigureSeries {
  const band = bandOf(replicas.map(pick));
  const kept = new Set(
    thin(
      band.map(({ step, mean }) => [step, mean]),
      300,
    ).map(([step]) => step),
  );
  const drawn = band.filter(({ step }) => kept.has(step));
  return {
    label,
    color: figureColor(index),
    dash: figureDash(index),
    points: drawn.map(({ step, mean }) => [step, mean]),
    band: drawn.map(({ step, min, max }) => [step, min, max]),
  };
}

/** Averages each window of `size` points: single batches are noisy. */
export function smooth(points: readonly ProbePoint[], size: number): ProbePoint[] {
  const smoothed: ProbePoint[] = [];
  for (let i = 0; i < points.length; i += size) {
    const part = points.slice(i, i + size);
    const middle = part[Math.floor(part.length / 2)];
    if (middle) smoothed.push([middle[0], meanOf(part) ?? NaN]);
  }
  return smoothed;
}

export const measured =
  (name: string) =>
  (replica: Replica): readonly ProbePoint[] =>
    replica.measured.get(name) ?? [];

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? NaN, sorted[middle] ?? NaN];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
