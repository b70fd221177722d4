import type { ProbePoint } from "../request";
import type { Replica } from "./run";

export interface Summary {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Sample standard deviation; undefined for one value. */
  readonly deviation: number | undefined;
  readonly count: number;
}

/** Mean, extremes and deviation of the finite values; undefined where there are none. */
export function summarize(values: readonly (number | undefined)[]): Summary | undefined {
  const finite = values.filter((value) => value !== undefined && Number.isFinite(value));
  if (finite.length === 0) return undefined;
  const numbers = finite as number[];
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    min: Math.min(...numbers),
    max: Math.max(...numbers),
    deviation: numbers.length > 1 ? Math.sqrt(squares / (numbers.length - 1)) : undefined,
    count: numbers.length,
  };
}

/** Mean of the finite values of the points; undefined where there are none. */
export const meanOf = (points: readonly ProbePoint[]): number | undefined =>
  summarize(points.map(([, value]) => value))?.mean;

/** Training losses of single batches are noisy: the last twentieth of the run is averaged. */
export function finalTrainLoss({ train }: Replica): number | undefined {
  return meanOf(train.slice(-Math.max(1, Math.round(train.length / 20))));
}

export const finalValidationLoss = ({ validation }: Replica): number | undefined =>
  validation.at(-1)?.[1];

export const finalAccuracy = ({ accuracy }: Replica): number | undefined => accuracy.at(-1)?.[1];

/** Least validation loss of the run, and the step of it. */
export function bestValidation({ validation }: Replica): ProbePoint | undefined {
  return validation.reduce<ProbePoint | undefined>(
    (best, point) => (best === undefined || point[1] < best[1] ? point : best),
    undefined,
  );
}

/** Mean, least and greatest over the replicas at one step. */
export interface BandPoint {
  readonly step: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** Mean and extremes over the replicas that have a finite point at a step, step by step. */
export function bandOf(series: readonly (readonly ProbePoint[])[]): BandPoint[] {
  const sums = new Map<number, { sum: number; count: number; min: number; max: number }>();
  for (const points of series) {
    for (const [step, value] of points) {
      if (!Number.isFinite(value)) continue;
      const at = sums.get(step) ?? { sum: 0, count: 0, min: Infinity, max: -Infinity };
      at.sum += value;
      at.count++;
      at.min = Math.min(at.min, value);
      at.max = Math.max(at.max, value);
      sums.set(step, at);
    }
  }
  return [...sums]
    .map(([step, { sum, count, min, max }]) => ({ step, mean: sum / count, min, max }))
    .sort((a, b) => a.step - b.step);
}

/** The means of `bandOf` as points. */
export const meanLine = (series: readonly (readonly ProbePoint[])[]): ProbePoint[] =>
  bandOf(series).map(({ step, mean }) => [step, mean]);
