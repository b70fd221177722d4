import { evaluate } from "../../schedule/formula/evaluate";
import {
  maximum,
  minimum,
  number,
  STEP,
  type Formula,
  type PiecesFormula,
} from "../../schedule/formula/formula";
import { rebuilt, substitute } from "../../schedule/formula/substitute";
import { operandsOf } from "./locals";

/** Steps outside of a case at which it is tried. */
const TRIED = 32;

/**
 * A formula for languages that compute every case and then choose: a case that divides by zero or
 * takes the root of a negative number where another one holds is asked at its own steps only, so
 * that neither an infinity nor NaN is ever computed. `length` is N, in updates.
 */
export function guarded(formula: Formula, length: number): Formula {
  if (formula.op === "pieces" && formula.of.op === "step") {
    const bounds = formula.bounds;
    const list = formula.pieces.map((piece, i) =>
      guardedCase(guarded(piece, length), bounds[i - 1] ?? 0, bounds[i], length),
    );
    return { ...formula, pieces: list };
  }
  if (formula.op === "pieces") return guardedParts(formula, length);
  if (formula.op === "lookup") return { ...formula, index: guarded(formula.index, length) };
  const operands = operandsOf(formula);
  if (operands.length === 0) return formula;
  return rebuilt(
    formula,
    operands.map((operand) => guarded(operand, length)),
  );
}

const guardedParts = (formula: PiecesFormula, length: number): Formula => ({
  ...formula,
  of: guarded(formula.of, length),
  pieces: formula.pieces.map((piece) => guarded(piece, length)),
});

function guardedCase(
  piece: Formula,
  start: number,
  end: number | undefined,
  length: number,
): Formula {
  const last = Math.ceil(end ?? length + 1) - 1;
  const first = Math.ceil(start);
  const early = isFinite(piece, 0, first - 1) ? STEP : maximum(STEP, number(first));
  const late = isFinite(piece, last + 1, length) ? early : minimum(early, number(last));
  return late.op === "step" ? piece : substitute(piece, late);
}

/** Whether no part of the formula leaves the numbers at the steps from `first` to `last`. */
function isFinite(formula: Formula, first: number, last: number): boolean {
  const steps: number[] = [];
  for (let i = 0; i <= TRIED && first <= last; i++)
    steps.push(Math.round(first + ((last - first) * i) / TRIED));
  return (
    steps.every((step) => isFiniteAt(formula, step)) &&
    divisorsOf(formula).every((divisor) => keepsItsSign(divisor, steps))
  );
}

const isFiniteAt = (formula: Formula, step: number): boolean =>
  Number.isFinite(evaluate(formula, step)) &&
  operandsOf(formula).every((part) => isFiniteAt(part, step));

/** What is divided by: it may be zero between two steps that are tried. */
const divisorsOf = (formula: Formula): Formula[] => [
  ...(formula.op === "divide" ? [formula.right] : []),
  ...operandsOf(formula).flatMap(divisorsOf),
];

function keepsItsSign(formula: Formula, steps: readonly number[]): boolean {
  const signs = new Set(steps.map((step) => Math.sign(evaluate(formula, step))));
  return signs.size <= 1;
}
