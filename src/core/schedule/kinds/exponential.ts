import { formatNumber } from "../../text/format";
import { exponentialCurve } from "../curves/geometric";
import { rampCurve } from "../curves/ramp";
import type { Shape } from "../curves/shape";
import { divide, expm1, multiply, number, STEP } from "../formula/formula";
import { durationShape, flagShape, optional, positiveShape, valueShape } from "../shapes";
import { phaseEntries, phaseSchema } from "./entries";
import { dropPoints } from "./dropPoints";
import { phaseKind, type PhaseContext } from "./kind";
import { t, word } from "../../text/words";

const NEEDS = word('An exponential phase needs "to", or "factor" and "every".');
const FACTOR_NEEDS = word(
  'A "factor" needs "every", the length in which the value is multiplied by it: a number of steps or "1 epoch".',
);

export const exponential = phaseKind({
  kind: "exponential",
  summary:
    "Multiplied by the same factor at every step: to a value `to`, or by `factor` every so often.",
  ownsEvery: true,
  formula: "from · (to / from)^p, or from · factor^(u / every)",
  example: { factor: 0.999, every: 1 },
  template: ({ start, end }) => ({ to: start * end > 0 ? end : start * 0.01 }),
  handles: dropPoints,
  schema: phaseSchema("exponential", {
    from: optional(
      "The value at the phase's start; left out, where the previous ended.",
      valueShape,
    ),
    to: optional("The value that the phase reaches where the next one begins.", valueShape),
    factor: optional("What the value is multiplied by in each `every`.", positiveShape),
    every: optional("How long one multiplication by `factor` takes.", durationShape),
    endpoint: optional("true: the phase's last step itself has the value `to`.", flagShape),
    ...phaseEntries,
  }),
  build: ({ from, to, factor, every }, context) => {
    const start = context.from(from);
    if (to !== undefined) {
      const odd = factor === undefined ? (every === undefined ? undefined : "every") : "factor";
      if (odd !== undefined) {
        context.fail(
          "conflicting-keys",
          t`Give either "to", or "factor" and "every": with "to" the factor follows from the length. Remove "${odd}" or "to".`,
          odd,
        );
      }
      return towards(start, context.value(to, "to"), context);
    }
    const ratio = factor ?? context.fail("missing-key", t(NEEDS));
    const period = every ?? context.fail("missing-key", t(FACTOR_NEEDS));
    return exponentialCurve(start, ratio, context.period(period, "every"));
  },
});

/** Near the largest double, e^log(ratio) may round beyond it. */
const WIDEST = 1e308;

function towards(from: number, to: number, context: PhaseContext) {
  if (from === 0 || to === 0 || Math.sign(from) !== Math.sign(to)) {
    const key = from === 0 && to !== 0 ? "from" : "to";
    context.fail("exponential-zero", notExponential(from, to), key);
  }
  const ratio = to / from;
  if (ratio === 0 || ratio > WIDEST) {
    context.fail(
      "exponential-zero",
      t`An exponential from ${formatNumber(from)} to ${formatNumber(to)} spans more orders of magnitude than can be computed. Use a larger value than ${formatNumber(ratio === 0 ? to : from)}.`,
      ratio === 0 ? "to" : "from",
    );
  }
  if (ratio === 1) return exponentialCurve(from, 1, 1);
  const log = Math.log(ratio);
  const shape: Shape = {
    weight: (u, m) => Math.expm1((log * u) / m) / (ratio - 1),
    inflections: [],
    formula: (m) =>
      divide(expm1(divide(multiply(number(log), STEP), number(m))), number(ratio - 1)),
    sum: (first, last, m) => {
      const step = log / m;
      const powers =
        (Math.exp(first * step) * Math.expm1((last - first) * step)) / Math.expm1(step);
      return (powers - (last - first)) / (ratio - 1);
    },
  };
  return rampCurve({ from, to, reach: context.reach, shape });
}

function notExponential(from: number, to: number): string {
  const what =
    to === 0
      ? t("An exponential never reaches 0.")
      : from === 0
        ? t("An exponential cannot start at 0.")
        : t("An exponential cannot change its sign.");
  return `${what} ${t("Use a small value such as 1% of the peak, or another kind.")}`;
}
