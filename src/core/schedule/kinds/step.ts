import { terraceCurve } from "../curves/geometric";
import { durationShape, optional, positiveShape, required, valueShape } from "../shapes";
import { phaseEntries, phaseSchema } from "./entries";
import { dropPoints } from "./dropPoints";
import { phaseKind } from "./kind";

export const step = phaseKind({
  kind: "step",
  summary: "Terraces: from · factor^⌊u / every⌋, as PyTorch's StepLR.",
  ownsEvery: true,
  formula: "from · factor^⌊u / every⌋",
  example: { factor: 0.5, every: 300 },
  template: ({ share }) => ({ factor: 0.5, every: share(0.25) }),
  handles: dropPoints,
  schema: phaseSchema("step", {
    from: optional(
      "The value of the first terrace; left out, where the previous phase ended.",
      valueShape,
    ),
    factor: required(
      "What the value is multiplied by from one terrace to the next.",
      positiveShape,
    ),
    every: required("How long a terrace is.", durationShape),
    ...phaseEntries,
  }),
  build: ({ from, factor, every }, context) =>
    terraceCurve(context.from(from), factor, context.period(every, "every")),
});
