import { rampCurve } from "../curves/ramp";
import { cosinePowerShape } from "../curves/shape";
import { optional, positiveShape } from "../shapes";
import { phaseSchema, rampEntries } from "./entries";
import { phaseKind, toEnd } from "./kind";

export const cosine = phaseKind({
  kind: "cosine",
  summary:
    "Half a cosine from one value to another: gentle at both ends (Loshchilov & Hutter 2017).",
  formula: "to + (from − to) · (½ (1 + cos πp))^exponent",
  example: { to: 0 },
  template: toEnd,
  schema: phaseSchema("cosine", {
    ...rampEntries,
    exponent: optional(
      "Power to which the cosine factor ½(1 + cos πp) is raised, as in optax; 1 if left out.",
      positiveShape,
    ),
  }),
  build: ({ from, to, exponent = 1 }, context) =>
    rampCurve({
      from: context.from(from),
      to: context.value(to, "to"),
      reach: context.reach,
      shape: cosinePowerShape(exponent),
    }),
});
