import { monotoneCurve } from "../curves/smooth";
import { add, divide, multiply, number, sqrt, STEP } from "../formula/formula";
import { durationShape, notNegativeShape, optional, required, valueShape } from "../shapes";
import { everyEntry, phaseEntries, phaseSchema } from "./entries";
import type { HandlePoint, PhaseText } from "./handlePoint";
import { phaseKind } from "./kind";

const from = optional(
  "The value at the phase's start; left out, where the previous ended.",
  valueShape,
);

export const inverseSqrt = phaseKind({
  kind: "inverseSqrt",
  summary:
    "from · √(timescale / (u + shift)): the decay of Noam, T5 and Hugging Face's inverse_sqrt.",
  formula: "from · √(timescale / (u + shift))",
  example: { timescale: 100 },
  template: ({ share }) => ({ timescale: share(0.1) }),
  handles: (text) => timescalePoint(text, "timescale"),
  schema: phaseSchema("inverseSqrt", {
    from,
    timescale: required(
      "The steps in which the curve falls to 1/√2, usually the warmup's length.",
      durationShape,
    ),
    shift: optional(
      "Where on the 1/√ curve the phase begins; the timescale if left out, so that it begins at `from`.",
      durationShape,
    ),
    ...everyEntry,
    ...phaseEntries,
  }),
  build: (parameters, context) => {
    const start = context.from(parameters.from);
    const timescale = context.period(parameters.timescale, "timescale");
    const shift =
      parameters.shift === undefined ? timescale : context.period(parameters.shift, "shift");
    return monotoneCurve((step) => start * Math.sqrt(timescale / (step + shift)), {
      inflections: [],
      formula: () =>
        multiply(number(start), sqrt(divide(number(timescale), add(STEP, number(shift))))),
    });
  },
});

export const inverseTime = phaseKind({
  kind: "inverseTime",
  summary: "from / (1 + rate · u / every), as Keras's InverseTimeDecay.",
  ownsEvery: true,
  formula: "from / (1 + rate · u / every)",
  example: { rate: 0.5, every: 100 },
  handles: (text) => timescalePoint(text, "every"),
  schema: phaseSchema("inverseTime", {
    from,
    rate: required(
      "How strongly the value falls: by 1 / (1 + rate) in the first `every`.",
      notNegativeShape,
    ),
    every: required("The length in which the denominator grows by `rate`.", durationShape),
    ...phaseEntries,
  }),
  build: (parameters, context) => {
    const start = context.from(parameters.from);
    const every = context.period(parameters.every, "every");
    const at = (step: number): number => start / (1 + (parameters.rate * step) / every);
    return monotoneCurve(at, {
      inflections: [],
      formula: () =>
        divide(
          number(start),
          add(number(1), divide(multiply(number(parameters.rate), STEP), number(every))),
        ),
    });
  },
});

/** Where the curve has fallen to 1/√2, or the denominator has grown by `rate`. */
function timescalePoint(text: PhaseText, parameter: "timescale" | "every"): HandlePoint[] {
  const at = text.steps(parameter);
  if (at === undefined) return [];
  const time = { keys: [parameter], min: 1, max: Math.max(text.length, at) } as const;
  return [{ parameter, role: "timescale", at, value: text.at(at), time }];
}
