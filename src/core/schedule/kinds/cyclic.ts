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
