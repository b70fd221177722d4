import { monotoneCurve } from "../curves/smooth";
import {
  add,
  divide,
  multiply,
  number,
  pieces,
  STEP,
  subtract,
  tanh as tanhOf,
  type Formula,
} from "../formula/formula";
import { numberShape, optional } from "../shapes";
import { phaseSchema, rampEntries } from "./entries";
import { phaseKind } from "./kind";

export const tanh = phaseKind({
  kind: "tanh",
  summary:
    "to + (from − to) · ½(1 − tanh(lower·(1 − p) + upper·p)), as timm: it comes close to both values without quite having them.",
  formula: "to + (from − to) · ½ (1 − tanh(lower · (1 − p) + upper · p))",
  example: { to: 0 },
  schema: phaseSchema("tanh", {
    ...rampEntries,
    lower: optional("Argument of tanh at the start; −7 if left out, as in timm.", numberShape),
    upper: optional("Argument of tanh at the end; 3 if left out, as in timm.", numberShape),
  }),
  build: ({ from, to, lower = -7, upper = 3 }, context) => {
    const [start, end] = [context.from(from), context.value(to, "to")];
    const { reach } = context;
    const at = (step: number): number => {
      const p = reach <= 0 ? 1 : Math.min(Math.max(step / reach, 0), 1);
      return end + ((start - end) * (1 - Math.tanh(lower * (1 - p) + upper * p))) / 2;
    };
    const formula = (): Formula => {
      if (reach <= 0) return number(at(0));
      const p = divide(STEP, number(reach));
      const inner = add(
        multiply(number(lower), subtract(number(1), p)),
        multiply(number(upper), p),
      );
      const way = multiply(number(start - end), subtract(number(1), tanhOf(inner)));
      return pieces(
        STEP,
        [Math.ceil(reach)],
        [add(number(end), divide(way, number(2))), number(at(reach))],
      );
    };
    return monotoneCurve(at, { breakpoints: [reach], formula });
  },
});
