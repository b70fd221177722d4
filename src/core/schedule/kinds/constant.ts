import { constantCurve } from "../curves/constant";
import { required, valueShape } from "../shapes";
import { everyEntry, lengthEntry, phaseSchema } from "./entries";
import { phaseKind } from "./kind";

export const constant = phaseKind({
  kind: "constant",
  summary: "The same value throughout the phase.",
  formula: "value",
  example: { value: 0.1 },
  template: ({ start }) => ({ value: start }),
  schema: phaseSchema("constant", {
    value: required("The value of every step of the phase.", valueShape),
    ...everyEntry,
    ...lengthEntry,
  }),
  build: ({ value }, context) => constantCurve(context.value(value, "value")),
});

export const hold = phaseKind({
  kind: "hold",
  summary: "Keeps the value where the previous phase ended.",
  formula: "the value where the previous phase ended",
  example: {},
  template: () => ({}),
  schema: phaseSchema("hold", { ...everyEntry, ...lengthEntry }),
  build: (_, context) => constantCurve(context.from(undefined)),
});
