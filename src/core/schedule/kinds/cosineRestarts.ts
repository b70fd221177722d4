import type { Curve } from "../curve";
import { endingAt } from "../curves/ending";
import { periodicCurve } from "../curves/periodic";
import { rampCurve } from "../curves/ramp";
import { repeatingCurve } from "../curves/repeating";
import { sequenceCurve, type Piece } from "../curves/sequence";
import { cosineShape } from "../curves/shape";
import { durationShape, optional, positiveShape, required, valueShape } from "../shapes";
import { everyEntry, phaseEntries, phaseSchema } from "./entries";
import { grownLength, vanished } from "./growth";
import { factorAmount, type HandlePoint, type PhaseText } from "./handlePoint";
import { phaseKind, toEnd } from "./kind";
import { t } from "../../text/words";

/** More cycles of different lengths are refused: their starts have no closed form once rounded. */
const MAX_CYCLES = 100_000;

export const cosineRestarts = phaseKind({
  kind: "cosineRestarts",
  summary: "Cosine decays that start over at the peak, SGDR (Loshchilov & Hutter 2017).",
  formula:
    "at step v of cycle c: to + (from · peakDecay^c − to) · ½ (1 + cos(πv / P)), P = round(period · periodGrowth^c)",
  example: { from: 0.1, to: 0, period: 300 },
  whole: true,
  cycles: true,
  template: (facts) => ({ ...toEnd(facts), period: facts.share(0.5) }),
  handles: restartPoints,
  schema: phaseSchema("cosineRestarts", {
    from: optional("The peak of the first cycle; left out, where the previous ended.", valueShape),
    to: required("The value that each cycle decays to.", valueShape),
    period: required("The length of the first cycle.", durationShape),
    periodGrowth: optional(
      "What a cycle's length is multiplied by for the next, T_mult; 1 if left out.",
      positiveShape,
    ),
    peakDecay: optional(
      "What a cycle's peak is multiplied by for the next; 1 if left out.",
      positiveShape,
    ),
    ...everyEntry,
    ...phaseEntries,
  }),
  build: ({ from, to, period, periodGrowth = 1, peakDecay = 1 }, context) => {
    const [peak, floor] = [context.from(from), context.value(to, "to")];
    const first = context.period(period, "period");
    const cycle = (weight: number, length: number): Curve =>
      rampCurve({ from: peak * weight, to: floor, reach: length, shape: cosineShape });
    if (periodGrowth === 1) {
      const cycles =
        peakDecay === 1
          ? periodicCurve(cycle(1, first), first)
          : repeatingCurve({
              period: first,
              decay: peakDecay,
              cycle: (weight) => cycle(weight, first),
            });
      // where the last cycle ends with the phase, what is left is the value that it decayed to
      return context.length % first === 0 ? endingAt(cycles, context.length, floor) : cycles;
    }
    const pieces: Piece[] = [];
    let start = 0;
    for (let i = 0; start < context.length; i++) {
      if (i >= MAX_CYCLES) {
        return context.fail(
          "too-many-cycles",
          t`A growth of ${periodGrowth} gives more than ${MAX_CYCLES} cycles in ${context.length} steps. Use 1, or let the cycles grow faster.`,
          "periodGrowth",
        );
      }
      const length = grownLength(first, periodGrowth, i);
      if (length < 1) return vanished({ growth: periodGrowth, after: start, context });
      pieces.push({ start, curve: cycle(peakDecay ** i, length) });
      start += length;
    }
    const cycles = sequenceCurve(
      pieces.length === 0 ? [{ start: 0, curve: cycle(1, first) }] : pieces,
    );
    return start === context.length ? endingAt(cycles, start, floor) : cycles;
  },
});

/** Where the first cycle ends, and how high the second begins. */
function restartPoints(text: PhaseText): HandlePoint[] {
  const [period, to] = [text.steps("period"), text.value("to")];
  if (period === undefined || to === undefined) return [];
  const decay = text.number("peakDecay");
  const peak = text.at(0);
  const time = { keys: ["period"], min: 1, max: Math.max(text.length, period) } as const;
  return [
    { parameter: "period", role: "cycle", at: period, value: to, time, level: ["to"] },
    {
      parameter: "peakDecay",
      role: "peakDecay",
      at: period,
      value: peak * (decay ?? 1),
      level: decay === undefined ? undefined : factorAmount("peakDecay", decay, peak),
    },
  ];
}
