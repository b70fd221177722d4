import { everything, meet, roundest, simplest, type Interval } from "../explain/numbers";
import type { Observations } from "../explain/observations";

/** A track in the words of the format, and how its figures came about. */
export interface Candidate {
  readonly kind: string;
  readonly length: number;
  readonly phases: readonly Record<string, unknown>[];
  /** True where the length isn't settled by the rates. */
  readonly openLength?: boolean;
}

/** What is known before the decay is looked at. */
export interface Frame {
  readonly steps: Float64Array;
  readonly values: Float64Array;
  readonly tolerances: Float64Array;
  /** The first point of the decay. */
  readonly top: number;
  readonly peak: number;
  readonly warmup: number;
  readonly start: number;
  /** Where the log ends: a run is at least that long. */
  readonly last: number;
}

/** The log with its steps moved, so that update t has the rate of point t. */
export function moved(seen: Observations, by: number): Observations {
  return { ...seen, steps: seen.steps.map((step) => step + by) };
}

const UNKNOWN: Interval = { low: 1, high: 0 };

/** Frames: every way to take a linear warmup, or none, off the beginning. */
export function framesOf(seen: Observations): Frame[] {
  const { steps, values, tolerances } = seen;
  const last = steps.at(-1) ?? 0;
  const greatest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const first = values.findIndex((value, i) => value >= greatest - (tolerances[i] ?? 0));
  const frames: Frame[] = [];
  for (const peak of peaksFrom(greatest, tolerances[first] ?? 0)) {
    const base = { steps, values, tolerances, peak, last };
    if (first === 0) frames.push({ ...base, top: 0, warmup: 0, start: peak });
    for (const { warmup, start } of warmups(seen, first, peak)) {
      const top = steps.findIndex((step) => step >= warmup);
      if (top >= 0) frames.push({ ...base, top, warmup, start });
    }
  }
  return frames;
}

/** The peak may lie between two points of the log: a little above the greatest. */
export function peaksFrom(greatest: number, tolerance: number): number[] {
  const exact = simplest({ low: greatest - tolerance, high: greatest + tolerance });
  const above = [1, 2].map((digits) => {
    const unit = 10 ** (Math.floor(Math.log10(greatest)) - digits + 1);
    return Number((Math.ceil(greatest / unit - 1e-9) * unit).toPrecision(digits + 1));
  });
  return [...new Set([exact, ...above])].filter((peak) => peak > 0 && peak < greatest * 1.5);
}

/** Linear warmups from 0, or from where the first points' line begins. */
function warmups(
  { steps, values, tolerances }: Observations,
  first: number,
  peak: number,
): { warmup: number; start: number }[] {
  if (first < 2) return first === 1 ? fromZero(steps, values, tolerances, 1, peak) : [];
  const found = fromZero(steps, values, tolerances, first, peak);
  const [s0, s1] = [steps[0] ?? 0, steps[first - 1] ?? 0];
  const [v0, v1] = [values[0] ?? 0, values[first - 1] ?? 0];
  const slope = (v1 - v0) / (s1 - s0);
  if (!(slope > 0)) return found;
  const noise = (tolerances[0] ?? 0) + (tolerances[first - 1] ?? 0);
  const start = simplest({ low: v0 - slope * s0 - noise, high: v0 - slope * s0 + noise });
  const warmup = Math.round((peak - start) / slope);
  return start > 0 && start < peak && warmup > 0 ? [...found, { warmup, start }] : found;
}

function fromZero(
  steps: Float64Array,
  values: Float64Array,
  tolerances: Float64Array,
  first: number,
  peak: number,
): { warmup: number; start: number }[] {
  let interval = everything;
  for (let i = 0; i < first; i++) {
    const [step, value, tolerance] = [steps[i] ?? 0, values[i] ?? 0, tolerances[i] ?? 0];
    if (step <= 0) {
      if (Math.abs(value) > tolerance && step === 0) return [];
      continue;
    }
    interval = meet(interval, ratio(peak * step, value, tolerance));
  }
  const warmup = Number.isFinite(interval.high) ? roundest(widened(interval)) : undefined;
  return warmup === undefined || warmup < 1 ? [] : [{ warmup, start: 0 }];
}

const ratio = (above: number, value: number, tolerance: number): Interval =>
  value - tolerance > 0
    ? { low: above / (value + tolerance), high: above / (value - tolerance) }
    : UNKNOWN;

/** Whole numbers to try: the roundest of the interval itself, and of a wider one. */
export const wholesOf = (interval: Interval): number[] =>
  [...new Set([interval, widened(interval)].map(roundest))].flatMap((whole) =>
    whole !== undefined && whole >= 1 ? [whole] : [],
  );

/** Whole numbers lie in an interval of exact arithmetic only to its last digit. */
export const widened = ({ low, high }: Interval): Interval => ({
  low: low - 1e-6 * Math.max(1, Math.abs(low)),
  high: high + 1e-6 * Math.max(1, Math.abs(high)),
});
