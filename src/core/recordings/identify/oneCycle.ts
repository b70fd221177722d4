import { everything, isEmpty, meet, roundest, simplest, type Interval } from "../explain/numbers";
import type { Observations } from "../explain/observations";
import { peaksFrom, widened, type Candidate, type Frame } from "./candidates";
import { COSINE, lengths } from "./ramps";

/** Of torch and fastai, and what people set in their place. */
const INITIAL_DIVISORS = [25, 10, 100];
const FINAL_DIVISORS = [1e4, 1e5, 1e3, 100, 10];

/** OneCycleLR with cosine rise and fall, of two phases. */
export function oneCycle(seen: Observations): Candidate[] {
  const { steps, values, tolerances } = seen;
  const greatest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const top = values.findIndex((value) => value === greatest);
  if (top < 2 || top === values.length - 1) return [];
  const last = steps.at(-1) ?? 0;
  return peaksFrom(greatest, tolerances[top] ?? 0).flatMap((peak) =>
    initialDivisors(seen, peak).flatMap((initialDivisor) => {
      const start = peak / initialDivisor;
      const frame = { steps, values, tolerances, top, peak, last, warmup: 0, start };
      const rise = riseOf(frame);
      if (isEmpty(rise) || !Number.isFinite(rise.high)) return [];
      return FINAL_DIVISORS.flatMap((divisor) => cycleOf(frame, rise, [initialDivisor, divisor]));
    }),
  );
}

function initialDivisors({ steps, values, tolerances }: Observations, peak: number): number[] {
  const [value, tolerance] = [values[0] ?? NaN, tolerances[0] ?? 0];
  if (steps[0] !== 0) return INITIAL_DIVISORS;
  return value > tolerance
    ? [simplest({ low: peak / (value + tolerance), high: peak / (value - tolerance) })]
    : [];
}

/** Steps from the start to the peak that every point before it allows. */
function riseOf({ steps, values, tolerances, top, peak, start }: Frame): Interval {
  let interval = everything;
  for (let i = 0; i < top && !isEmpty(interval); i++) {
    const [step, value, tolerance] = [steps[i] ?? 0, values[i] ?? NaN, tolerances[i] ?? 0];
    if (step <= 0 || value >= peak - tolerance) continue;
    const done = (v: number): number =>
      Math.acos(Math.min(1, Math.max(-1, 1 - (2 * (v - start)) / (peak - start)))) / Math.PI;
    const [early, late] = [done(value - tolerance), done(value + tolerance)];
    interval = meet(interval, { low: step / late, high: early > 0 ? step / early : Infinity });
  }
  return interval;
}

/** The last value is reached at update N − 1, the peak at rise · N − 1 (torch 2.13). */
function cycleOf(
  frame: Frame,
  rise: Interval,
  [initialDivisor, finalDivisor]: readonly [number, number],
): Candidate[] {
  const summit = (rise.low + rise.high) / 2;
  const falling = { ...frame, warmup: summit };
  const fall = lengths(falling, frame.start / finalDivisor, COSINE.progress);
  const slack = (rise.high - rise.low) / 2 + 1e-3;
  const length = roundest(
    widened({ low: summit + fall.low + 1 - slack, high: summit + fall.high + 1 + slack }),
  );
  if (length === undefined || length < 3) return [];
  const share = simplest({
    low: (rise.low + 1 - 1e-6) / length,
    high: (rise.high + 1 + 1e-6) / length,
  });
  const phase = {
    kind: "oneCycle",
    peak: frame.peak,
    ...(initialDivisor !== 25 && { initialDivisor }),
    ...(finalDivisor !== 1e4 && { finalDivisor }),
    ...(share !== 0.3 && { rise: `${Number((100 * share).toPrecision(12))}%` }),
  };
  return [{ kind: "oneCycle", length, phases: [phase] }];
}
