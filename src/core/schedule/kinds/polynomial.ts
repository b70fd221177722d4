import { rampCurve } from "../curves/ramp";
import { polynomialShape } from "../curves/shape";
import { positiveShape, required } from "../shapes";
import { phaseSchema, rampEntries } from "./entries";
import { phaseKind, toEnd } from "./kind";

export const polynomial = phaseKind({
  kind: "polynomial",
  summary:
    "to + (from − to) · (1 − p)^power, as PyTorch's PolynomialLR and optax's polynomial_schedule.",
  formula: "to + (from − to) · (1 − p)^power",
  example: { to: 0, power: 2 },
  template: (facts) => ({ ...toEnd(facts), power: 2 }),
  schema: phaseSchema("polynomial", {
    ...rampEntries,
    power: required("The power; 1 is a straight line, 2 falls fast at first.", positiveShape),
  }),
  build: ({ from, to, power }, context) =>
    rampCurve({
      from: context.from(from),
      to: context.value(to, "to"),
      reach: context.reach,
      shape: polynomialShape(power),
    }),
});
