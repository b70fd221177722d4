import type { Schedule } from "../schedule/schedule";

/** A speed limit at a step: [step, rate]. */
export type LimitPoint = readonly [step: number, rate: number];

/** The speed limit of a schedule as a probe has measured it. */
export interface MeasuredLimit {
  /** What the probe trained. */
  readonly task: string;
  /** `limitConditions` of the schedule that was trained. */
  readonly conditions: string;
  /** P, the steps of the probe. */
  readonly steps: number;
  /** By probe step, ascending; in the definition's rates, without `probe.learningRateScale`. */
  readonly points: readonly LimitPoint[];
}

/** The limit as it lies over a schedule. */
export interface RunLimit {
  readonly task: string;
  /** By step of the run, ascending; each step once. */
  readonly points: readonly LimitPoint[];
  /** Where the planned rate is above it: first and last step of each stretch, ascending. */
  readonly above: readonly Stretch[];
}

export type Stretch = readonly [first: number, last: number];

/**
 * What a measured limit holds for: the optimizer with its momenta, and the probe's task and scale.
 * Another rate changes nothing here, though the curvature would develop differently under it.
 */
export const limitConditions = ({ optimizer, probe, definition }: Schedule): string =>
  JSON.stringify([
    optimizer ?? null,
    definition.momentum ?? null,
    definition.beta1 ?? null,
    probe?.task ?? null,
    probe?.data ?? null,
    probe?.label ?? null,
    probe?.learningRateScale ?? null,
  ]);

/** Probe step p stands for the run's step floor(p · N / P), as `planProbe` squeezes it. */
export function onRun({ points, steps }: MeasuredLimit, length: number): LimitPoint[] {
  const byStep = new Map<number, number>();
  for (const [step, rate] of points) {
    const at = Math.floor((step * length) / steps);
    if (at < length) byStep.set(at, rate);
  }
  return [...byStep].sort(([a], [b]) => a - b);
}
