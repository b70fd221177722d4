import { everything, isEmpty, meet, simplest, type Interval } from "../explain/numbers";
import type { Candidate, Frame } from "./candidates";

/** One kind of decay: its candidates under a frame. */
export type Family = (frame: Frame) => Candidate[];

export const phasesOf = ({ warmup, start, peak }: Frame, decay: Record<string, unknown>) =>
  warmup === 0 ? [decay] : [{ kind: "linear", from: start, to: peak, for: warmup }, decay];

/** `from` where no warmup says it. */
export const withFrom = ({ warmup, peak }: Frame, decay: Record<string, unknown>) =>
  warmup === 0 ? { ...decay, from: peak } : decay;

/** The share of the way that is done at progress p, turned around: p from the share. */
export interface Ramp {
  readonly kind: string;
  readonly settings: Record<string, unknown>;
  /** p ∈ [0, 1] at which (v − floor)/(peak − floor) is `share`. */
  readonly progress: (share: number) => number;
}

export const COSINE: Ramp = {
  kind: "cosine",
  settings: {},
  progress: (share) => Math.acos(2 * share - 1) / Math.PI,
};

export const RAMPS: readonly Ramp[] = [
  { kind: "linear", settings: {}, progress: (share) => 1 - share },
  COSINE,
  { kind: "polynomial", settings: { power: 2 }, progress: (share) => 1 - Math.sqrt(share) },
  { kind: "oneMinusSqrt", settings: {}, progress: (share) => (1 - share) ** 2 },
];

/** Floors to try: zero, shares of the peak, and where the log ends. */
export function floorsOf({ peak, values, tolerances }: Frame): number[] {
  const last = values.at(-1) ?? 0;
  const tolerance = tolerances.at(-1) ?? 0;
  const shares = [0, 0.1, 0.01, 0.001, 0.05, 0.2].map((share) =>
    Number((share * peak).toPrecision(6)),
  );
  const ended = simplest({ low: last - tolerance, high: last + tolerance });
  return [...new Set([...shares, ended])].filter(
    (floor) => floor <= last + tolerance && floor < peak,
  );
}

/** The lengths of the decay that every point allows: n = (s − W)/p. */
export function lengths(frame: Frame, floor: number, progress: Ramp["progress"]): Interval {
  const { steps, values, tolerances, top, peak, warmup } = frame;
  let interval = everything;
  for (let i = top; i < steps.length && !isEmpty(interval); i++) {
    const done = (steps[i] ?? 0) - warmup;
    const [value, tolerance] = [values[i] ?? NaN, tolerances[i] ?? 0];
    if (done <= 0 || value <= floor + tolerance) continue;
    const share = (v: number): number => Math.min(1, Math.max(0, (v - floor) / (peak - floor)));
    const late = progress(share(value - tolerance));
    const early = progress(share(value + tolerance));
    interval = meet(interval, { low: done / late, high: early > 0 ? done / early : Infinity });
  }
  return Number.isFinite(interval.high) ? interval : { low: 1, high: 0 };
}
