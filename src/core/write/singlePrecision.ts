import { firstAfter } from "../schedule/curves/ordered";
import { apply, calculate, type Formula } from "../schedule/formula/formula";

/** The formula's value where every operation rounds to single precision, as JAX and Keras compute. */
export function single(formula: Formula, step: number): number {
  return Math.fround(rounded(formula, step));
}

function rounded(formula: Formula, step: number): number {
  switch (formula.op) {
    case "number":
      return formula.value;
    case "step":
      return Math.fround(step);
    case "pieces": {
      const piece = formula.pieces[firstAfter(formula.bounds, single(formula.of, step))];
      return piece ? single(piece, step) : NaN;
    }
    case "lookup": {
      const index = Math.min(Math.max(single(formula.index, step), 0), formula.values.length - 1);
      return formula.values[index] ?? NaN;
    }
    case "floor":
    case "cosPi":
    case "sqrt":
    case "exp":
    case "expm1":
    case "log1p":
    case "tanh":
      return apply(formula.op, single(formula.of, step));
    default:
      return calculate(formula.op, single(formula.left, step), single(formula.right, step));
  }
}
