import { firstAfter } from "../schedule/curves/ordered";
import { apply, calculate, type Formula } from "../schedule/formula/formula";
import { roundingOf } from "./rounding";

/** The formula's value where every operation rounds to single precision, as JAX and Keras compute. */
export const single = (formula: Formula, step: number): number => PLAIN(formula, step);

/**
 * How far a compiler of the code may be from `exact` at a step: as far as the formula is where every
 * operation rounds, or where a product and the sum over it are one operation, a quotient by a number
 * a product, and expm1, log1p and tanh miss the last digit (XLA, under `jit`); or as far as roundings
 * by other rules could leave it.
 */
export function compiledError(formula: Formula): (step: number, exact: number) => number {
  const rounding = roundingOf(formula);
  return (step, exact) =>
    Math.max(
      rounding(step),
      ...[PLAIN, ...COMPILED].map((run) => Math.abs(run(formula, step) - exact)),
    );
}

type Run = (formula: Formula, step: number) => number;

interface Arithmetic {
  /** A quotient by a number is a product with its reciprocal; a product under a sum is not rounded. */
  readonly fused: boolean;
  /** By how many units in the last place expm1, log1p and tanh are off. */
  readonly off: number;
}

const PLAIN = running({ fused: false, off: 0 });
const COMPILED = [0, 1, -1].map((off) => running({ fused: true, off }));

const isProduct = (formula: Formula): boolean =>
  formula.op === "multiply" || (formula.op === "divide" && formula.right.op === "number");

const PI = Math.fround(Math.PI);
const UNIT = 2 ** -23;

function running({ fused, off }: Arithmetic): Run {
  const inexact = (value: number): number => value * (1 + off * UNIT);

  function run(formula: Formula, step: number): number {
    return Math.fround(rounded(formula, step));
  }

  /** An operand of a sum. */
  function term(formula: Formula, step: number): number {
    return fused && isProduct(formula) ? rounded(formula, step) : run(formula, step);
  }

  function rounded(formula: Formula, step: number): number {
    switch (formula.op) {
      case "number":
        return formula.value;
      case "step":
        return Math.fround(step);
      case "pieces": {
        const piece = formula.pieces[firstAfter(formula.bounds, run(formula.of, step))];
        return piece ? run(piece, step) : NaN;
      }
      case "lookup": {
        const index = Math.min(Math.max(run(formula.index, step), 0), formula.values.length - 1);
        return formula.values[index] ?? NaN;
      }
      case "cosPi":
        return Math.cos(piTimes(formula.of, step));
      case "sinPi":
        return Math.sin(piTimes(formula.of, step));
      case "floor":
      case "sqrt":
      case "exp":
        return apply(formula.op, run(formula.of, step));
      case "expm1":
      case "log1p":
      case "tanh":
        return inexact(apply(formula.op, run(formula.of, step)));
      case "add":
      case "subtract":
        return calculate(formula.op, term(formula.left, step), term(formula.right, step));
      case "divide":
        return quotient(run(formula.left, step), formula.right, step);
      default:
        return calculate(formula.op, run(formula.left, step), run(formula.right, step));
    }
  }

  function quotient(a: number, by: Formula, step: number): number {
    const b = run(by, step);
    return fused && by.op === "number" ? a * Math.fround(1 / b) : a / b;
  }

  /** As the code has it: π · a / b, each of the two rounded. */
  function piTimes(of: Formula, step: number): number {
    if (of.op !== "divide") return Math.fround(PI * run(of, step));
    return Math.fround(quotient(Math.fround(PI * run(of.left, step)), of.right, step));
  }

  return run;
}
