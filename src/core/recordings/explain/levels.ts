import type { Cause } from "./cause";
import { type Clock, type Level, type Model } from "./model";
import { everything, isEmpty, meet, simplest, type Interval } from "./numbers";
import type { Observations } from "./observations";
import type { Plan } from "./plan";

/** The factors by which every rate of the plan may be multiplied to give the log's; empty: none. */
function factors(plan: Plan, clock: Clock, { steps, values, tolerances }: Observations): Interval {
  let interval = everything;
  for (let i = 0; i < steps.length && !isEmpty(interval); i++) {
    const rate = plan.at(clock(steps[i] ?? 0, i));
    const [value, tolerance] = [values[i] ?? NaN, tolerances[i] ?? 0];
    if (rate > 0)
      interval = meet(interval, {
        low: (value - tolerance) / rate,
        high: (value + tolerance) / rate,
      });
    else if (Math.abs(value - rate) > tolerance) return { low: 1, high: 0 };
  }
  return interval;
}

/** Another base rate: every rate multiplied by one factor. */
export function peakLevel(plan: Plan, clock: Clock, seen: Observations): Model | undefined {
  const interval = factors(plan, clock, seen);
  if (isEmpty(interval) || !Number.isFinite(interval.low) || interval.high <= 0) return undefined;
  const factor = simplest({ low: Math.max(interval.low, Number.MIN_VALUE), high: interval.high });
  // a factor that may be 1 is none
  if (interval.low <= 1 && interval.high >= 1) return undefined;
  return { plan, clock, level: (rate) => rate * factor, causes: [peak(plan, factor)] };
}

const peak = (plan: Plan, factor: number): Cause => ({
  kind: "peak",
  factor,
  value: Number((plan.peak * factor).toPrecision(12)),
});

/** How far below the plan's peak the greatest rate of a log may lie that passes over it. */
const PASSED_OVER = 1.1;

/**
 * Factors to try where the clock isn't known yet: from the log's greatest rate, and the roundest a
 * little above it, as the peak may lie between two lines of the log.
 */
export function guessedFactors(plan: Plan, { values, tolerances }: Observations): number[] {
  let at = 0;
  values.forEach((value, i) => {
    if (value > (values[at] ?? 0)) at = i;
  });
  const [value, tolerance] = [values[at] ?? NaN, tolerances[at] ?? 0];
  const low = (value - tolerance) / plan.peak;
  const high = (value + tolerance) / plan.peak;
  const found = new Set([simplest({ low, high }), simplest({ low, high: high * PASSED_OVER })]);
  return [...found].filter((factor) => factor > 0 && Math.abs(factor - 1) >= 1e-6);
}

export const factorLevel = (plan: Plan, factor: number): { level: Level; causes: Cause[] } => ({
  level: (rate) => rate * factor,
  causes: [peak(plan, factor)],
});

/**
 * Another floor: after the peak the rates are drawn towards it, so that the peak stays where it is;
 * or the rates are held where they would fall below it.
 */
export function floorLevels(plan: Plan, clock: Clock, seen: Observations): Model[] {
  const { peak: top, floor, peakAt } = plan;
  if (!(top > floor)) return [];
  const interval = floors(plan, clock, seen);
  const least = seen.values.reduce((low, value) => Math.min(low, value), Infinity);
  const found: Model[] = [];
  const cause = (value: number): Cause[] => [{ kind: "floor", value }];
  if (!isEmpty(interval) && !(interval.low <= floor && interval.high >= floor)) {
    const value = simplest(interval);
    const level: Level = (rate, t) =>
      t <= peakAt ? rate : value + ((rate - floor) * (top - value)) / (top - floor);
    found.push({ plan, clock, level, causes: cause(value) });
  }
  if (least > floor) {
    const level: Level = (rate, t) => (t <= peakAt ? rate : Math.max(rate, least));
    found.push({ plan, clock, level, causes: cause(least) });
  }
  return found;
}

/** v = f + (p − floor)(top − f)/(top − floor) is linear in f: an interval from every point. */
function floors(plan: Plan, clock: Clock, { steps, values, tolerances }: Observations): Interval {
  const { peak: top, floor, peakAt } = plan;
  let interval = everything;
  for (let i = 0; i < steps.length && !isEmpty(interval); i++) {
    const t = clock(steps[i] ?? 0, i);
    const share = (plan.at(t) - floor) / (top - floor);
    if (t <= peakAt || share > 1 - 1e-9) continue;
    const [value, tolerance] = [values[i] ?? NaN, tolerances[i] ?? 0];
    const solve = (v: number): number => (v - share * top) / (1 - share);
    interval = meet(interval, { low: solve(value - tolerance), high: solve(value + tolerance) });
  }
  return Number.isFinite(interval.low) ? interval : { low: 1, high: 0 };
}
