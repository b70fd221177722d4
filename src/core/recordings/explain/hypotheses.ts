import { asLogged, horizons, offsets, restarts, scales, skips, type Timing } from "./clocks";
import type { Cause } from "./cause";
import { factorLevel, floorLevels, guessedFactors, peakLevel } from "./levels";
import { firstOutside, fits, sameLevel, type Level, type Model } from "./model";
import { oddness } from "./numbers";
import type { Observations } from "./observations";
import type { Plan } from "./plan";

/** A model that the log agrees with, and the timing that it is made of. */
export interface Fit extends Model {
  readonly timing: Timing;
}

/** Skips beyond so many count as two causes: another scale says as much with one figure. */
const FEW_SKIPS = 8;
/** Digits beyond which nobody chose a factor: it is likely to stand in for two causes. */
const FEW_DIGITS = 3;

/** How many causes a hypothesis needs, those that are far-fetched counted as more. */
export const costOf = (causes: readonly Cause[], peak: number): number =>
  causes.reduce((sum, cause) => sum + costOfOne(cause, peak), 0);

/** Whether a figure is none that a person chose, neither by itself nor as a part of the peak. */
export function isOdd(cause: Cause, peak: number): boolean {
  if (cause.kind === "scale") return isUnusual(cause.factor);
  if (cause.kind !== "peak" && cause.kind !== "floor") return false;
  const factor = cause.kind === "peak" ? cause.factor : cause.value / peak;
  const parts = [factor, 1 / factor].map((one) => oddness(Number(one.toPrecision(9))));
  return Math.min(oddness(cause.value), ...parts) > FEW_DIGITS;
}

function costOfOne(cause: Cause, peak: number): number {
  switch (cause.kind) {
    case "skippedSteps":
      // a skip before the log begins says the same as an offset
      return 1 + (cause.count > FEW_SKIPS ? 1 : 0) + ((cause.at[0] ?? 1) <= 0 ? 1.5 : 0);
    case "scale":
      return isUnusual(cause.factor) ? 2 : 1;
    case "peak":
    case "floor":
      return isOdd(cause, peak) ? 2 : 1;
    default:
      return 1;
  }
}

/** Processes, accumulation and samples are whole numbers, or one part of so many. */
function isUnusual(factor: number): boolean {
  const times = Number(Math.max(factor, 1 / factor).toPrecision(12));
  return !Number.isInteger(times) && oddness(times) >= FEW_DIGITS;
}

/** Every set of causes that explains all of the log, the cheapest first, in the order of their search. */
export function fitting(plan: Plan, seen: Observations): Fit[] {
  const plain = asLogged(plan);
  if (fits(modelOf(plain), seen)) return [{ ...modelOf(plain), timing: plain }];
  const bases = [plain, ...offsets(plan)];
  const guessed = guessedFactors(plan, seen);
  const found = bases.flatMap((base) => [...fromBase(base, plan, seen, guessed)]);
  return found.sort((a, b) => costOf(a.causes, plan.peak) - costOf(b.causes, plan.peak));
}

export const modelOf = (timing: Timing, level: Level = sameLevel): Model => ({ ...timing, level });

/** Models on one reading of the log's steps. */
function* fromBase(
  base: Timing,
  plan: Plan,
  seen: Observations,
  guessed: readonly number[],
): Generator<Fit> {
  yield* tested(base, sameLevel, [], seen);
  for (const timing of timings(base, seen, 1, sameLevel))
    yield* tested(timing, sameLevel, [], seen);
  yield* levels(base, plan, seen, guessed);
  for (const factor of guessed) {
    const { level, causes } = factorLevel(plan, factor);
    for (const timing of timings(base, seen, factor, level))
      yield* tested(timing, level, causes, seen);
  }
}

/** Every timing that one more cause makes of a base. */
function* timings(
  base: Timing,
  seen: Observations,
  factor: number,
  level: Level,
): Generator<Timing> {
  const undo = (value: number): number => value / factor;
  const skipped = skips(base, seen, level);
  if (skipped) yield skipped;
  yield* scales(base, seen, undo);
  yield* restarts(base, seen, firstOutside(modelOf(base, level), seen), undo);
  yield* horizons(base, seen, undo);
}

function* tested(
  timing: Timing,
  level: Level,
  causes: readonly Cause[],
  seen: Observations,
): Generator<Fit> {
  const model = { ...modelOf(timing, level), causes: [...timing.causes, ...causes] };
  if (fits(model, seen)) yield { ...model, timing };
}

/** Another base rate, another floor, or both. */
function* levels(
  base: Timing,
  plan: Plan,
  seen: Observations,
  guessed: readonly number[],
): Generator<Fit> {
  const own = (model: Model): Fit[] => {
    const full = { ...model, causes: [...base.causes, ...model.causes], timing: base };
    return fits(full, seen) ? [full] : [];
  };
  const peak = peakLevel(plan, base.clock, seen);
  if (peak) yield* own(peak);
  for (const floor of floorLevels(plan, base.clock, seen)) yield* own(floor);
  for (const factor of guessed) {
    const scaled = scaledPlan(plan, factor);
    const { causes } = factorLevel(plan, factor);
    for (const floor of floorLevels(scaled, base.clock, seen))
      yield* own({ ...floor, causes: [...causes, ...floor.causes] });
  }
}

const scaledPlan = (plan: Plan, factor: number): Plan => ({
  ...plan,
  at: (t) => plan.at(t) * factor,
  peak: plan.peak * factor,
  floor: plan.floor * factor,
  stretched: () => undefined,
});
