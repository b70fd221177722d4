import { periodicCurve } from "../curves/periodic";
import { repeatingCurve } from "../curves/repeating";
import { sequenceCurve } from "../curves/sequence";
import { linearShape } from "../curves/shape";
import { smoothCurve } from "../curves/smooth";
import { knotCurve } from "../curves/table";
import type { Curve } from "../curve";
import {
  add,
  divide,
  multiply,
  number,
  power,
  STEP,
  subtract,
  type Formula,
} from "../formula/formula";
import { durationShape, optional, positiveShape, required, valueShape, wordShape } from "../shapes";
import { everyEntry, phaseEntries, phaseSchema } from "./entries";
import type { HandlePoint, PhaseText } from "./handlePoint";
import { phaseKind } from "./kind";
import { t } from "../../text/words";

interface Triangle {
  readonly low: number;
  readonly high: number;
  readonly up: number;
  readonly down: number;
}

export const cyclic = phaseKind({
  kind: "cyclic",
  summary: "Up and down between two values again and again (Smith 2017), as PyTorch's CyclicLR.",
  formula:
    "low + (high − low) · w · tri(u), where tri rises from 0 to 1 over up and falls back over down; in cycle c = 0, 1, … w is 1 (triangular), ½^c (triangular2) or gamma^u (expRange)",
  example: { low: 0.001, high: 0.1, up: 150 },
  whole: true,
  cycles: true,
  template: ({ start, end, share }) => ({
    low: Math.min(start, end),
    high: Math.max(start, end),
    up: share(0.25),
  }),
  handles: cyclePoints,
  schema: phaseSchema("cyclic", {
    low: required("The value at the start and end of each cycle.", valueShape),
    high: required("The value at the top of the first cycle.", valueShape),
    up: required("How long the rise of each cycle is.", durationShape),
    down: optional(
      "How long the fall of each cycle is; as long as the rise if left out.",
      durationShape,
    ),
    mode: optional(
      'What becomes of the height: "triangular" keeps it (if left out), "triangular2" halves it each cycle, "expRange" multiplies it by gamma each step.',
      wordShape("triangular", "triangular2", "expRange"),
    ),
    gamma: optional('The factor of each step in mode "expRange".', positiveShape),
    ...everyEntry,
    ...phaseEntries,
  }),
  build: ({ low, high, up, down, mode = "triangular", gamma }, context) => {
    const rise = context.period(up, "up");
    const triangle: Triangle = {
      low: context.value(low, "low"),
      high: context.value(high, "high"),
      up: rise,
      down: down === undefined ? rise : context.period(down, "down"),
    };
    if (mode !== "expRange") {
      if (gamma !== undefined) {
        context.fail(
          "conflicting-keys",
          t`"gamma" belongs to the mode "expRange"; the mode here is "${mode}".`,
          "gamma",
        );
      }
      return mode === "triangular" ? triangular(triangle) : triangular2(triangle);
    }
    if (gamma === undefined) {
      return context.fail(
        "missing-key",
        t('The mode "expRange" needs "gamma", the factor of each step, for instance 0.9999.'),
        "mode",
      );
    }
    return expRange(triangle, gamma);
  },
});

const period = ({ up, down }: Triangle): number => up + down;

function cycle({ low, high, up, down }: Triangle, weight: number): Curve {
  const top = low + (high - low) * weight;
  return knotCurve(
    [
      [0, low],
      [up, top],
      [up + down, low],
    ],
    linearShape,
  );
}

const triangular = (triangle: Triangle): Curve =>
  periodicCurve(cycle(triangle, 1), period(triangle));

const triangular2 = (triangle: Triangle): Curve =>
  repeatingCurve({
    period: period(triangle),
    decay: 0.5,
    cycle: (weight) => cycle(triangle, weight),
  });

/** low + (high − low) · triangle(u) · gamma^u: on each flank the product may turn once. */
function expRange(triangle: Triangle, gamma: number): Curve {
  const { low, high, up, down } = triangle;
  const log = Math.log(gamma);
  const flank = (rising: boolean, weight: number): Curve => {
    const [length, offset] = rising ? [up, 0] : [down, up];
    const share = (u: number): number => (rising ? u / length : 1 - u / length);
    const at = (u: number): number =>
      low + (high - low) * weight * share(u) * gamma ** (u + offset);
    const turn = rising ? -1 / log : length - 1 / log;
    const formula = (): Formula => {
      const p = divide(STEP, number(length));
      const height = multiply(number((high - low) * weight), rising ? p : subtract(number(1), p));
      return add(number(low), multiply(height, power(number(gamma), add(STEP, number(offset)))));
    };
    return smoothCurve({ at, turns: Number.isFinite(turn) ? [turn] : [], formula });
  };
  return repeatingCurve({
    period: up + down,
    decay: gamma ** (up + down),
    cycle: (weight) =>
      sequenceCurve([
        { start: 0, curve: flank(true, weight) },
        { start: up, curve: flank(false, weight) },
      ]),
  });
}

/** The top of the first cycle, and its end. */
function cyclePoints(text: PhaseText): HandlePoint[] {
  const [up, down] = [text.steps("up"), text.steps("down")];
  const [low, high] = [text.value("low"), text.value("high")];
  if (up === undefined || low === undefined || high === undefined) return [];
  const end = up + (down ?? up);
  const max = Math.max(text.length, end);
  const cycle =
    down === undefined
      ? ({ keys: ["up"], min: 2, max, direction: 2 } as const)
      : ({ keys: ["down"], min: up + 1, max, origin: up } as const);
  const rise = { keys: ["up"], min: 1, max } as const;
  return [
    { parameter: "up", role: "high", at: up, value: high, time: rise, level: ["high"] },
    { parameter: "cycle", role: "cycle", at: end, value: low, time: cycle, level: ["low"] },
  ];
}
