import { everything, isEmpty, meet, roundest, simplest, type Interval } from "../explain/numbers";
import { type Candidate, type Frame, widened } from "./candidates";

/** One kind of decay: its candidates under a frame. */
type Family = (frame: Frame) => Candidate[];

const phasesOf = ({ warmup, start, peak }: Frame, decay: Record<string, unknown>) =>
  warmup === 0 ? [decay] : [{ kind: "linear", from: start, to: peak, for: warmup }, decay];

/** `from` where no warmup says it. */
const withFrom = ({ warmup, peak }: Frame, decay: Record<string, unknown>) =>
  warmup === 0 ? { ...decay, from: peak } : decay;

const constant: Family = (frame) => {
  const length = Math.max(Math.ceil(frame.last) + 1, frame.warmup + 1);
  const phases = phasesOf(frame, { kind: "constant", value: frame.peak });
  return [{ kind: "constant", length, phases, openLength: true }];
};

/** The share of the way that is done at progress p, turned around: p from the share. */
interface Ramp {
  readonly kind: string;
  readonly settings: Record<string, unknown>;
  /** p ∈ [0, 1] at which (v − floor)/(peak − floor) is `share`. */
  readonly progress: (share: number) => number;
}

const RAMPS: readonly Ramp[] = [
  { kind: "linear", settings: {}, progress: (share) => 1 - share },
  { kind: "cosine", settings: {}, progress: (share) => Math.acos(2 * share - 1) / Math.PI },
  { kind: "polynomial", settings: { power: 2 }, progress: (share) => 1 - Math.sqrt(share) },
  { kind: "oneMinusSqrt", settings: {}, progress: (share) => (1 - share) ** 2 },
];

/** Floors to try: zero, shares of the peak, and where the log ends. */
function floorsOf({ peak, values, tolerances }: Frame): number[] {
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

const ramp =
  ({ kind, settings, progress }: Ramp): Family =>
  (frame) =>
    floorsOf(frame).flatMap((floor): Candidate[] => {
      const length = roundest(widened(lengths(frame, floor, progress)));
      if (length === undefined || length < 1) return [];
      const total = frame.warmup + length;
      const decay = withFrom(frame, { kind, to: floor, ...settings });
      return [{ kind, length: total, phases: phasesOf(frame, decay) }];
    });

/** The lengths of the decay that every point allows: n = (s − W)/p. */
function lengths(frame: Frame, floor: number, progress: Ramp["progress"]): Interval {
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

/** v = peak · γ^(s − W). */
const exponential: Family = (frame) => {
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
const inverseSqrt: Family = (frame) => {
  if (frame.warmup === 0) return [];
  const timescale = frame.warmup;
  const decay = { kind: "inverseSqrt", timescale, shift: timescale };
  const length = Math.ceil(frame.last) + 1;
  return [{ kind: "inverseSqrt", length, phases: phasesOf(frame, decay), openLength: true }];
};

const MOST_MILESTONES = 20;

/** Terraces: the steps at which the rate drops, and the factor that they share. */
const multiStep: Family = (frame) => {
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

/** Every family, the simplest first. */
export const families: readonly Family[] = [
  constant,
  ...RAMPS.map(ramp),
  multiStep,
  exponential,
  inverseSqrt,
];
