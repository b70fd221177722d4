import * as v from "valibot";
import type { Curve } from "../curve";
import { endingAt } from "../curves/ending";
import { geometricSum } from "../curves/geometric";
import { periodicCurve } from "../curves/periodic";
import { repeatingCurve } from "../curves/repeating";
import { sequenceCurve, type Piece } from "../curves/sequence";
import { scaleCurve } from "../curves/transform";
import { resolveDuration } from "../durations";
import { countShape, durationShape, optional, positiveShape, required } from "../shapes";
import type { Duration } from "../time";
import { plural } from "../../text/plural";
import { everyEntry, phaseEntries, phaseSchema } from "./entries";
import { grownLength, vanished } from "./growth";
import { phaseKind, type BuiltCycle, type CycleContext, type PhaseContext } from "./kind";
import { t, word } from "../../text/words";
import { formatCount } from "../../text/format";

/** More cycles than this are refused where they have different lengths. */
const MAX_CYCLES = 100_000;
/** Fewer where they grow, as each of another length is made anew; still fewer inside of another. */
const MAX_GROWING = 1000;
const MAX_GROWING_INSIDE = 100;

/** Checked one by one, as every phase is. */
export const innerPhase = v.unknown();

const schema = phaseSchema("repeat", {
  phases: required(
    "The phases of one cycle, one after another; they are repeated.",
    v.pipe(
      v.array(innerPhase, word("a list of phases")),
      v.minLength(1, word("a list of at least one phase")),
    ),
  ),
  period: optional(
    "The length of the first cycle; one phase may then leave out `for`. Left out, the phases' lengths together.",
    durationShape,
  ),
  times: optional(
    "How many cycles there are; left out, as many as the phase has room for.",
    countShape,
  ),
  periodGrowth: optional(
    "What a cycle's length is multiplied by for the next; 1 if left out.",
    positiveShape,
  ),
  decay: optional(
    "What all values of a cycle are multiplied by for the next; 1 if left out.",
    positiveShape,
  ),
  ...everyEntry,
  ...phaseEntries,
});

interface Repetition {
  readonly period?: Duration | undefined;
  readonly times?: number | undefined;
  readonly periodGrowth?: number | undefined;
  readonly decay?: number | undefined;
}

interface FirstCycle {
  readonly steps: number;
  readonly exact: number;
}

export const repeat = phaseKind({
  kind: "repeat",
  summary:
    "Its phases over and over: `times` cycles or as many as fit, each `periodGrowth` times as long as the one before, with values multiplied by `decay`.",
  formula: "at step v of cycle c: decay^c · phases(v)",
  example: { phases: [{ kind: "cosine", from: 0.1, to: 0, for: 300 }] },
  schema,
  build: (parameters, context) => {
    const first = firstCycle(parameters, context);
    const lengths = cycleLengths(parameters, first, context);
    const decay = parameters.decay ?? 1;
    return typeof lengths === "number"
      ? alike(lengths, decay, context)
      : different(lengths, decay, context);
  },
  ownLength: (parameters, context) => {
    const { times, periodGrowth = 1 } = parameters;
    const first = times === undefined ? undefined : firstCycle(parameters, context);
    if (times === undefined || first === undefined) return undefined;
    if (periodGrowth !== 1 && times > MAX_GROWING) return undefined;
    return {
      steps: cyclesTogether(first.steps, periodGrowth, times),
      exact: first.exact * geometricSum(periodGrowth, times),
      goesOn: false,
    };
  },
});

/** The first cycle's length where it is told: by `period` or by the phases' own lengths. */
function firstCycle(
  { period }: Repetition,
  { time, cycle, fail }: CycleContext,
): FirstCycle | undefined {
  const inner = cycle?.together;
  if (period === undefined) {
    return inner?.steps === 0
      ? fail("zero-length", t("The phases of the cycle have no steps."), "phases")
      : inner;
  }
  const resolved = resolveDuration(period, time);
  if ("code" in resolved) return fail(resolved.code, resolved.message, "period");
  if (resolved.steps < 1)
    return fail("zero-length", t("A cycle needs at least one step."), "period");
  if (inner === undefined || inner.steps === resolved.steps) return resolved;
  if (Math.abs(inner.exact - resolved.exact) <= 1e-6 * resolved.exact) return resolved;
  return fail(
    "conflicting-keys",
    t`The phases of a cycle come to ${plural(inner.steps, "step")}, but "period" to ${plural(resolved.steps, "step")}. Leave "for" out of one phase, which then fills the cycle, or remove "period".`,
    "period",
  );
}

function cyclesTogether(first: number, growth: number, times: number): number {
  if (growth === 1) return first * times;
  let sum = 0;
  for (let i = 0; i < times; i++) sum += grownLength(first, growth, i);
  return sum;
}

/** One length where all cycles have the same, else the length of each. */
function cycleLengths(
  { times, periodGrowth = 1 }: Repetition,
  first: FirstCycle | undefined,
  context: PhaseContext,
): number | number[] {
  if (times === undefined) {
    if (first === undefined) {
      return context.fail(
        "missing-key",
        t(
          'One phase of the cycle has no "for", so that the cycle has no length. Add "period" or "times", or give the phase a length.',
        ),
        "phases",
      );
    }
    return periodGrowth === 1 ? first.steps : growing(first.steps, periodGrowth, context);
  }
  if (periodGrowth !== 1 && times > mostGrowing(context)) return tooMany(times, "times", context);
  if (first === undefined) return divided(times, periodGrowth, context);
  const together = cyclesTogether(first.steps, periodGrowth, times);
  if (grownLength(first.steps, periodGrowth, times - 1) < 1)
    return vanished({ growth: periodGrowth, after: together, context });
  if (together === context.length) {
    if (periodGrowth === 1) return first.steps;
    return Array.from({ length: times }, (_, i) => grownLength(first.steps, periodGrowth, i));
  }
  const exact = first.exact * geometricSum(periodGrowth, times);
  if (Math.abs(context.length - exact) < 1) return divided(times, periodGrowth, context);
  return context.fail(
    "conflicting-keys",
    t`${plural(times, "cycle")} of ${plural(first.steps, "step")} come to ${plural(together, "step")}, but the phase has ${formatCount(context.length)}. Remove "times", "for" or the cycle's length.`,
    "times",
  );
}

/** The phase's steps divided among `times` cycles whose borders are rounded to the nearest step. */
function divided(times: number, growth: number, context: PhaseContext): number | number[] {
  const { length } = context;
  if (length < times) {
    return context.fail(
      "zero-length",
      t`There are only ${plural(length, "step")} for ${plural(times, "cycle")}.`,
      "times",
    );
  }
  if (growth === 1 && length % times === 0) return length / times;
  if (times > MAX_CYCLES) return tooMany(times, "times", context);
  const all = geometricSum(growth, times);
  const border = (i: number): number => Math.round((length * geometricSum(growth, i)) / all);
  const lengths = Array.from({ length: times }, (_, i) => border(i + 1) - border(i));
  return lengths.every((steps) => steps >= 1)
    ? lengths
    : context.fail(
        "zero-length",
        t`Of ${plural(times, "cycle")} in ${plural(length, "step")} some come to no step.`,
        "times",
      );
}

function growing(first: number, growth: number, context: PhaseContext): number[] {
  const lengths: number[] = [];
  for (let start = 0; start < context.length || lengths.length === 0;) {
    if (lengths.length >= mostGrowing(context))
      return tooMany(lengths.length + 1, "periodGrowth", context);
    const length = grownLength(first, growth, lengths.length);
    if (length < 1) return vanished({ growth, after: start, context });
    lengths.push(length);
    start += length;
  }
  return lengths;
}

const mostGrowing = ({ cycle }: PhaseContext): number =>
  cycle?.inside === true ? MAX_GROWING_INSIDE : MAX_GROWING;

const tooMany = (count: number, key: string, context: PhaseContext): never =>
  context.fail(
    "too-many-cycles",
    t`${formatCount(count)} cycles of different lengths or more are too many. Let all have the same length, or let them grow faster.`,
    key,
  );

function cycleOf(context: PhaseContext, length: number): BuiltCycle {
  return context.cycle?.build(length) ?? context.fail("missing-key", t('A repeat needs "phases".'));
}

const weighted = (curve: Curve, weight: number): Curve =>
  weight === 1 ? curve : scaleCurve(curve, weight);

/** Any number of cycles of the same length. */
function alike(period: number, decay: number, context: PhaseContext): Curve {
  const { curve, end } = cycleOf(context, period);
  const cycles =
    decay === 1
      ? periodicCurve(curve, period)
      : repeatingCurve({ period, decay, cycle: (weight) => weighted(curve, weight) });
  const { length } = context;
  return length % period === 0
    ? endingAt(cycles, length, end * decay ** (length / period - 1))
    : cycles;
}

function different(lengths: readonly number[], decay: number, context: PhaseContext): Curve {
  const made = new Map<number, BuiltCycle>();
  const pieces: Piece[] = [];
  let start = 0;
  let last = NaN;
  lengths.forEach((length, i) => {
    const cycle = made.get(length) ?? cycleOf(context, length);
    made.set(length, cycle);
    pieces.push({ start, curve: weighted(cycle.curve, decay ** i) });
    start += length;
    last = cycle.end * decay ** i;
  });
  return start <= context.length
    ? endingAt(sequenceCurve(pieces), start, last)
    : sequenceCurve(pieces);
}
