import type { Cause } from "./cause";
import type { Clock, Level } from "./model";
import { meet, roundest, simplest } from "./numbers";
import type { Observations } from "./observations";
import { bisect, timesOf, type Plan } from "./plan";

/** A way in which the log's steps run through the plan. */
export interface Timing {
  readonly causes: readonly Cause[];
  readonly clock: Clock;
  readonly plan: Plan;
  /** True where a figure is one of several that fit. */
  readonly open?: boolean;
  /** The same without its last cause. */
  readonly previous?: Timing;
}

/** Steps as the log counts them. */
export const asLogged = (plan: Plan): Timing => ({ plan, causes: [], clock: (step) => step });

/** Steps by which logs are early or late: read before or after the step, counted from 0 or 1. */
const OFFSETS = [-1, 1, -2, 2];

export const offsets = (plan: Plan): Timing[] =>
  OFFSETS.map((steps) => ({
    plan,
    clock: (step) => step + steps,
    causes: [{ kind: "offset", steps }],
    previous: asLogged(plan),
  }));

/** Indices of points that tell much: spread over the log as far as its rate still changes. */
function telling({ steps, values, tolerances }: Observations): number[] {
  const end = values.at(-1) ?? NaN;
  const moves = values.findLastIndex(
    (value, i) => Math.abs(value - end) > 2 * (tolerances[i] ?? 0),
  );
  const last = moves < 0 ? steps.length - 1 : moves;
  return [...new Set([0.1, 0.3, 0.5, 0.7, 0.9, 1].map((share) => Math.round(share * last)))];
}

/** Undoes a level that only multiplies, to look a rate up in the plan. */
type Undo = (value: number) => number;

/** Another unit of the log's steps: processes, accumulation, samples, epochs. */
export function scales(base: Timing, seen: Observations, undo: Undo): Timing[] {
  const { plan } = base;
  const found = new Set<number>();
  for (const i of telling(seen)) {
    const step = base.clock(seen.steps[i] ?? 0, i);
    if (!(step > 0)) continue;
    const [value, tolerance] = [seen.values[i] ?? NaN, seen.tolerances[i] ?? 0];
    const low = timesOf(plan, undo(value - tolerance));
    const high = timesOf(plan, undo(value + tolerance));
    timesOf(plan, undo(value)).forEach((t, k) => {
      const around = [low[k] ?? t, high[k] ?? t, t];
      for (const factor of nearFactors(Math.min(...around) / step, Math.max(...around) / step))
        found.add(factor);
    });
  }
  return [...found].flatMap((factor) => (isUsual(factor) ? scaled(base, factor) : []));
}

function nearFactors(low: number, high: number): number[] {
  const slack = { low: low * (1 - 1e-7), high: high * (1 + 1e-7) };
  const middle = (low + high) / 2;
  const inverse = Math.round(1 / middle);
  return [Math.round(middle), ...(inverse > 0 ? [1 / inverse] : []), simplest(slack)].filter(
    (factor) => factor > 0 && factor >= slack.low * 0.98 && factor <= slack.high * 1.02,
  );
}

const isUsual = (factor: number): boolean => Number.isFinite(factor) && Math.abs(factor - 1) > 1e-6;

/** A schedule that takes part of a step is stepped once in several: it stands still meanwhile. */
function scaled(base: Timing, factor: number): Timing[] {
  const causes: Cause[] = [...base.causes, { kind: "scale", factor }];
  const rest = { ...base, causes, previous: base };
  const clock: Clock = (step, i) => factor * base.clock(step, i);
  const stairs: Clock = (step, i) => Math.floor(factor * base.clock(step, i) + 1e-9);
  return [{ ...rest, clock }, ...(factor < 1 ? [{ ...rest, clock: stairs }] : [])];
}

/** From point `from` on the schedule is `lag` steps behind: started over, or resumed elsewhere. */
export function restarts(base: Timing, seen: Observations, from: number, undo: Undo): Timing[] {
  const { plan } = base;
  const { steps, values } = seen;
  const tail = steps.length - from;
  // what departs from the start on is an offset
  if (from < 3 || tail < 2 || (tail === 2 && !areTelling(base, seen, from, undo))) return [];
  const lags = new Set<number>();
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const i = from + Math.round(share * (tail - 1));
    for (const t of timesOf(plan, undo(values[i] ?? NaN)))
      for (const lag of around(base.clock(steps[i] ?? 0, i) - t)) lags.add(lag);
  }
  const [before, first] = [steps[from - 1] ?? 0, steps[from] ?? 0];
  for (let k = Math.ceil(before); k <= first && k < before + 64; k++) lags.add(k);
  return [...lags].filter((lag) => lag !== 0).map((lag) => restarted(base, seen, from, lag));
}

/**
 * Whether the last two lines, from `from` on, may show a restart. One line says nothing: it may be cut
 * off, an evaluation's, or a rate that is told once more. Of two both must have left the plan, with
 * rates that differ, and not be the lines before them once more.
 */
function areTelling(
  { plan, clock }: Timing,
  seen: Observations,
  from: number,
  undo: Undo,
): boolean {
  const { steps, values, tolerances } = seen;
  const isLike = (a: number, b: number): boolean =>
    Math.abs((values[a] ?? NaN) - (values[b] ?? NaN)) <=
    (tolerances[a] ?? 0) + (tolerances[b] ?? 0);
  const hasLeft = (i: number): boolean => {
    const planned = plan.at(clock(steps[i] ?? 0, i));
    const [value, tolerance] = [values[i] ?? NaN, tolerances[i] ?? 0];
    return planned < undo(value - tolerance) || planned > undo(value + tolerance);
  };
  const isAgain = isLike(from, from - 2) && isLike(from + 1, from - 1);
  return !isLike(from, from + 1) && !isLike(from - 1, from) && !isAgain && hasLeft(from + 1);
}

const around = (lag: number): number[] => [Math.round(lag), Math.floor(lag), Math.ceil(lag)];

function restarted(base: Timing, { steps }: Observations, from: number, lag: number): Timing {
  const [before, first] = [steps[from - 1] ?? 0, steps[from] ?? 0];
  const startedOver = lag > before && lag <= first;
  const at = startedOver ? lag : first;
  const cause: Cause = { kind: "restart", at, from: at - lag };
  return {
    ...base,
    causes: [...base.causes, cause],
    previous: base,
    clock: (step, i) => base.clock(step, i) - (i >= from ? lag : 0),
    // two lines may mean other things, too
    ...(steps.length - from < 3 && { open: true }),
  };
}

/** The plan over another number of updates, such that the telling points lie on it. */
export function horizons(base: Timing, seen: Observations, undo: Undo): Timing[] {
  const { plan } = base;
  const found = new Set<number>();
  for (const i of telling(seen).slice(2)) {
    const step = base.clock(seen.steps[i] ?? 0, i);
    const [value, tolerance] = [undo(seen.values[i] ?? NaN), seen.tolerances[i] ?? 0];
    const low = horizonAt(plan, step, value - tolerance);
    const high = horizonAt(plan, step, value + tolerance);
    if (low === undefined || high === undefined) continue;
    const whole = roundest(
      meet({ low: Math.min(low, high), high: Math.max(low, high) }, { low: 1, high: 2 ** 52 }),
    );
    for (const steps of [whole, Math.round(low), Math.round(high)])
      if (steps !== undefined) found.add(steps);
  }
  return [...found].flatMap((steps): Timing[] => {
    const other = steps === plan.length ? undefined : plan.stretched(steps);
    const cause: Cause = { kind: "horizon", steps, planned: plan.length };
    return other ? [{ ...base, plan: other, causes: [...base.causes, cause], previous: base }] : [];
  });
}

/** The length at which the stretched plan has `value` at `step`; found between a tenth and ten times. */
function horizonAt(plan: Plan, step: number, value: number): number | undefined {
  const rate = (length: number): number => plan.stretched(Math.round(length))?.at(step) ?? NaN;
  const high = plan.length * 16;
  let low = Math.max(1, plan.length / 16, step / 4);
  // a plan with a warmup has no shorter runs
  while (Number.isNaN(rate(low)) && low < plan.length) low *= 1.1;
  const [from, to] = [rate(low), rate(high)];
  if (!((from < value && value < to) || (to < value && value < from))) return undefined;
  const sign = from < to ? 1 : -1;
  const length = bisect(
    (logLength) => sign * (rate(Math.exp(logLength)) - value),
    Math.log(low),
    Math.log(high),
  );
  return Math.exp(length);
}

/** Updates left out one by one: the lag grows where the rate shows that it must. */
export function skips(base: Timing, seen: Observations, level: Level): Timing | undefined {
  const lags = leastLags(base, seen, level);
  const count = lags?.at(-1) ?? 0;
  if (lags === undefined || count === 0) return undefined;
  const most = mostLag(base, seen, level, lags);
  const cause: Cause = {
    kind: "skippedSteps",
    count,
    at: positions(lags, seen, base),
    seen: lines(lags, seen),
    ...(most > count && { atMost: most }),
  };
  return {
    ...base,
    causes: [...base.causes, cause],
    previous: base,
    clock: (step, i) => base.clock(step, i) - (lags[i] ?? count),
    ...((most > count ||
      isLateFromTheStart(base, seen, level, lags) ||
      isRateToldAgain(seen, lags)) && { open: true }),
  };
}

/** Last lines that stand still may be no skips, but one rate told again: only a later line settles it. */
const isRateToldAgain = ({ steps }: Observations, lags: readonly number[]): boolean => {
  const last = steps.length - 1;
  const grown = (lags[last] ?? 0) - (lags[last - 1] ?? 0);
  return grown > 0 && grown >= (steps[last] ?? 0) - (steps[last - 1] ?? 0);
};

/** A first skip that may lie before the log says the same as a log that counts one later. */
const isLateFromTheStart = (
  { plan, clock }: Timing,
  { steps, values, tolerances }: Observations,
  level: Level,
  lags: readonly number[],
): boolean =>
  lags.every((lag, i) => {
    const t = clock(steps[i] ?? 0, i) - 1;
    return lag > 0 || Math.abs(level(plan.at(t), t) - (values[i] ?? NaN)) <= (tolerances[i] ?? 0);
  });

/** More are no overflows but another scale. */
const mostSkips = ({ steps }: Observations): number =>
  Math.max(8, Math.ceil(0.05 * ((steps.at(-1) ?? 0) - (steps[0] ?? 0))));

function leastLags(
  { plan, clock }: Timing,
  seen: Observations,
  level: Level,
): number[] | undefined {
  const { steps, values, tolerances } = seen;
  const limit = mostSkips(seen);
  const lags: number[] = [];
  let lag = 0;
  for (let i = 0; i < steps.length; i++) {
    const t = clock(steps[i] ?? 0, i);
    const elapsed = i === 0 ? Math.max(0, steps[0] ?? 0) : (steps[i] ?? 0) - (steps[i - 1] ?? 0);
    const bound = Math.min(limit, lag + Math.max(0, elapsed));
    const near = (one: number): boolean =>
      Math.abs(level(plan.at(t - one), t - one) - (values[i] ?? NaN)) <= (tolerances[i] ?? 0);
    while (lag <= bound && !near(lag)) lag++;
    if (lag > bound) return undefined;
    lags.push(lag);
  }
  return lags;
}

/** The greatest lag that fits all points after the last skip. */
function mostLag(
  { plan, clock }: Timing,
  { steps, values, tolerances }: Observations,
  level: Level,
  lags: readonly number[],
): number {
  const count = lags.at(-1) ?? 0;
  const from = lags.indexOf(count);
  const all = (lag: number): boolean => {
    for (let i = from; i < steps.length; i++) {
      const t = clock(steps[i] ?? 0, i) - lag;
      if (Math.abs(level(plan.at(t), t) - (values[i] ?? NaN)) > (tolerances[i] ?? 0)) return false;
    }
    return true;
  };
  let most = count;
  while (most < count + 64 && all(most + 1)) most++;
  return most;
}

/** The update after whose log the lag was first seen to grow. */
const positions = (lags: readonly number[], { steps }: Observations, { clock }: Timing): number[] =>
  forEachSkip(lags, (i, k) => (i === 0 ? 0 : clock(steps[i - 1] ?? 0, i - 1)) + k);

/** The steps of the lines that first show each growth of the lag. */
const lines = (lags: readonly number[], { steps }: Observations): number[] =>
  forEachSkip(lags, (i) => steps[i] ?? 0);

/** One value for each skip: line `i` is the first that shows it, as the `k`th of its own. */
const forEachSkip = (lags: readonly number[], value: (i: number, k: number) => number): number[] =>
  lags.flatMap((lag, i) => {
    const before = i === 0 ? 0 : (lags[i - 1] ?? 0);
    return Array.from({ length: lag - before }, (_, k) => value(i, k));
  });
