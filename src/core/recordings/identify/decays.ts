import { everything, isEmpty, meet, roundest, simplest, type Interval } from "../explain/numbers";
import { wholesOf, type Candidate } from "./candidates";
import { floorsOf, lengths, phasesOf, withFrom, type Family, type Ramp } from "./ramps";

export const constant: Family = (frame) => {
  const length = Math.max(Math.ceil(frame.last) + 1, frame.warmup + 1);
  const phases = phasesOf(frame, { kind: "constant", value: frame.peak });
  return [{ kind: "constant", length, phases, openLength: true }];
};

export const ramp =
  ({ kind, settings, progress }: Ramp): Family =>
  (frame) =>
    floorsOf(frame).flatMap((floor): Candidate[] => {
      const decay = withFrom(frame, { kind, to: floor, ...settings });
      const phases = phasesOf(frame, decay);
      const found = wholesOf(lengths(frame, floor, progress));
      return found.map((length) => ({ kind, length: frame.warmup + length, phases }));
    });

/** v = peak · γ^(s − W). */
export const exponential: Family = (frame) => {
  const { steps, values, tolerances, top, peak, warmup, last } = frame;
  let interval = everything;
  for (let i = top; i < steps.length && !isEmpty(interval); i++) {
    const done = (steps[i] ?? 0) - warmup;
    const [value, tolerance] = [values[i] ?? NaN, tolerances[i] ?? 0];
    if (done <= 0 || value <= tolerance) continue;
    const root = (v: number): number => (v / peak) ** (1 / done);
    interval = meet(interval, { low: root(value - tolerance), high: root(value + tolerance) });
  }
  if (isEmpty(interval) || !(interval.high < 1) || !(interval.low > 0)) return [];
  const factor = simplest(interval);
  const decay = withFrom(frame, { kind: "exponential", factor, every: 1 });
  const length = Math.ceil(last) + 1;
  return [{ kind: "exponential", length, phases: phasesOf(frame, decay), openLength: true }];
};

/** v = peak · √(W/s), as T5 and Hugging Face's inverse_sqrt. */
export const inverseSqrt: Family = (frame) => {
  if (frame.warmup === 0) return [];
  const timescale = frame.warmup;
  const decay = { kind: "inverseSqrt", timescale, shift: timescale };
  const length = Math.ceil(frame.last) + 1;
  return [{ kind: "inverseSqrt", length, phases: phasesOf(frame, decay), openLength: true }];
};

const MOST_MILESTONES = 20;

/** Terraces: the steps at which the rate drops, and the factor that they share. */
export const multiStep: Family = (frame) => {
  const { steps, values, tolerances, top, peak, warmup, last } = frame;
  const milestones: number[] = [];
  const levels: Interval[] = [];
  for (let i = top + 1; i < steps.length; i++) {
    const [before, now] = [values[i - 1] ?? NaN, values[i] ?? NaN];
    if (Math.abs(before - now) <= (tolerances[i] ?? 0) + (tolerances[i - 1] ?? 0)) continue;
    if (milestones.length >= MOST_MILESTONES || now > before) return [];
    const at = roundest({ low: Math.floor(steps[i - 1] ?? 0) + 1, high: steps[i] ?? 0 });
    milestones.push((at ?? steps[i] ?? 0) - warmup);
    levels.push({
      low: (now - (tolerances[i] ?? 0)) / peak,
      high: (now + (tolerances[i] ?? 0)) / peak,
    });
  }
  const factor = commonFactor(levels);
  if (factor === undefined || milestones[0] === undefined) return [];
  const decay = withFrom(frame, { kind: "multiStep", at: milestones, factor });
  return [
    {
      kind: "multiStep",
      length: Math.ceil(last) + 1,
      phases: phasesOf(frame, decay),
      openLength: true,
    },
  ];
};

function commonFactor(levels: readonly Interval[]): number | undefined {
  const interval = levels.reduce(
    (all, { low, high }, i) =>
      meet(all, { low: Math.max(0, low) ** (1 / (i + 1)), high: high ** (1 / (i + 1)) }),
    everything,
  );
  return isEmpty(interval) || !Number.isFinite(interval.low) ? undefined : simplest(interval);
}
