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
    case "cosPi":
      return Math.cos(piTimes(formula.of, step));
    case "sinPi":
      return Math.sin(piTimes(formula.of, step));
    case "floor":
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

const PI = Math.fround(Math.PI);

/** As the code has it: π · a / b, each of the two rounded. */
function piTimes(of: Formula, step: number): number {
  if (of.op !== "divide") return Math.fround(PI * single(of, step));
  return Math.fround(Math.fround(PI * single(of.left, step)) / single(of.right, step));
}
