import {
  add,
  divide,
  exp,
  multiply,
  number,
  pieces,
  power,
  sinPi,
  STEP,
  subtract,
  type Formula,
} from "../../schedule/formula/formula";
import { rebuilt } from "../../schedule/formula/substitute";
import { operandsOf } from "./locals";

/**
 * The same curve by operations that keep more digits in single precision: half a cosine wave as the
 * square of a sine, a fall counted from its lower end instead of as a small difference of greater
 * numbers, the power of a number as an exponential.
 */
export function steady(formula: Formula): Formula {
  if (formula.op === "number" || formula.op === "step" || formula.op === "lookup") return formula;
  if (formula.op === "pieces")
    return pieces(formula.of, formula.bounds, formula.pieces.map(steady));
  const inner = rebuilt(formula, operandsOf(formula).map(steady));
  return squaredSine(inner) ?? fromLowerEnd(inner) ?? exponential(inner) ?? inner;
}

const numberOf = (formula: Formula): number | undefined =>
  formula.op === "number" ? formula.value : undefined;

/** (1 − cos πa/b) / 2 = sin² πa/2b. */
function squaredSine(formula: Formula): Formula | undefined {
  if (formula.op !== "divide" || numberOf(formula.right) !== 2) return undefined;
  const { left } = formula;
  if (left.op !== "subtract" || numberOf(left.left) !== 1 || left.right.op !== "cosPi")
    return undefined;
  const { of } = left.right;
  const last = of.op === "divide" ? numberOf(of.right) : undefined;
  if (of.op !== "divide" || last === undefined) return undefined;
  return power(sinPi(divide(of.left, number(2 * last))), number(2));
}

/** a − d · p = (a − d) + d · (1 − p), where what is left of the way has a form of its own. */
function fromLowerEnd(formula: Formula): Formula | undefined {
  if (formula.op !== "subtract" || formula.right.op !== "multiply") return undefined;
  const [high, way] = [numberOf(formula.left), numberOf(formula.right.left)];
  if (high === undefined || way === undefined || !(way > 0 && high >= way)) return undefined;
  const left = remaining(formula.right.right);
  return left && add(number(low(high, way)), multiply(number(way), left));
}

/** a − d without the last digits, which the rounding of d has put there. */
function low(high: number, way: number): number {
  const exact = high - way;
  return exact < high * 1e-15 ? 0 : Number(exact.toPrecision(12));
}

/** 1 − p. */
function remaining(share: Formula): Formula | undefined {
  if (share.op === "divide") {
    const last = numberOf(share.right);
    const left = last === undefined ? undefined : stepsLeft(share.left, last);
    return left && divide(left, share.right);
  }
  if (share.op !== "power" || share.left.op !== "sinPi" || numberOf(share.right) !== 2)
    return undefined;
  const { of } = share.left;
  const twice = of.op === "divide" ? numberOf(of.right) : undefined;
  if (of.op !== "divide" || twice === undefined) return undefined;
  const left = stepsLeft(of.left, twice / 2);
  return left && power(sinPi(divide(left, of.right)), number(2));
}

/** m − u, where u is the step or so many steps less. */
function stepsLeft(past: Formula, last: number): Formula | undefined {
  if (past.op === "step") return subtract(number(last), STEP);
  if (past.op !== "subtract" || past.left.op !== "step") return undefined;
  const start = numberOf(past.right);
  return start === undefined ? undefined : subtract(number(last + start), STEP);
}

/** bᵉ = exp(e · ln b): a rounded b is magnified by e, a rounded ln b · e is not. */
function exponential(formula: Formula): Formula | undefined {
  if (formula.op !== "power") return undefined;
  const base = numberOf(formula.left);
  if (base === undefined || !(base > 0) || formula.right.op === "number") return undefined;
  const { right } = formula;
  const per = right.op === "divide" ? numberOf(right.right) : undefined;
  return right.op === "divide" && per !== undefined
    ? exp(multiply(number(Math.log(base) / per), right.left))
    : exp(multiply(number(Math.log(base)), right));
}
