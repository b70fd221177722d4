import { firstAfter } from "../schedule/curves/ordered";
import type { Formula, UnaryOp } from "../schedule/formula/formula";

/** By how much the result of an operation changes with each of its operands. */
export function partials(formula: Formula, operands: readonly number[], value: number): number[] {
  const [a = NaN, b = NaN] = operands;
  switch (formula.op) {
    case "add":
      return [1, 1];
    case "subtract":
      return [1, -1];
    case "multiply":
      return [b, a];
    case "divide":
      return [1 / b, -value / b];
    case "power":
      return [b * a ** (b - 1), a > 0 ? Math.log(a) * value : 0];
    case "minimum":
      return a <= b ? [1, 0] : [0, 1];
    case "maximum":
      return a >= b ? [1, 0] : [0, 1];
    case "modulo":
      return [1, -Math.floor(a / b)];
    case "pieces": {
      const index = 1 + firstAfter(formula.bounds, a);
      return operands.map((_, i) => (i === index ? 1 : 0));
    }
    case "number":
    case "step":
    case "lookup":
    case "floor":
      return [];
    default:
      return [slopeOf(formula.op, a, value)];
  }
}

function slopeOf(op: Exclude<UnaryOp, "floor">, x: number, value: number): number {
  switch (op) {
    case "cosPi":
      return -Math.PI * Math.sin(Math.PI * x);
    case "sinPi":
      return Math.PI * Math.cos(Math.PI * x);
    case "sqrt":
      return 1 / (2 * value);
    case "exp":
      return value;
    case "expm1":
      return value + 1;
    case "log1p":
      return 1 / (1 + x);
    case "tanh":
      return 1 - value * value;
  }
}
