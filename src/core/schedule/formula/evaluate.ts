import { firstAfter } from "../curves/ordered";
import { apply, calculate, type Formula } from "./formula";

/** The formula's value at `step`, in double precision. */
export function evaluate(formula: Formula, step: number): number {
  switch (formula.op) {
    case "number":
      return formula.value;
    case "step":
      return step;
    case "pieces": {
      const index = firstAfter(formula.bounds, evaluate(formula.of, step));
      const piece = formula.pieces[index];
      return piece ? evaluate(piece, step) : NaN;
    }
    case "lookup": {
      const { values, index } = formula;
      const last = values.length - 1;
      return values[Math.min(Math.max(evaluate(index, step), 0), last)] ?? NaN;
    }
    case "floor":
    case "cosPi":
    case "sinPi":
    case "sqrt":
    case "exp":
    case "expm1":
    case "log1p":
    case "tanh":
      return apply(formula.op, evaluate(formula.of, step));
    default:
      return calculate(formula.op, evaluate(formula.left, step), evaluate(formula.right, step));
  }
}
