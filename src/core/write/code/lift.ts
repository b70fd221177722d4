import { firstAfter } from "../../schedule/curves/ordered";
import { pieces, STEP, type Formula, type PiecesFormula } from "../../schedule/formula/formula";
import { rebuilt } from "../../schedule/formula/substitute";
import { within } from "../../schedule/formula/within";

/** More branches than this are left where they stand inside of an expression. */
const MOST_BRANCHES = 400;

type StepPieces = PiecesFormula & { readonly of: { readonly op: "step" } };

const isStepPieces = (formula: Formula): formula is StepPieces =>
  formula.op === "pieces" && formula.of.op === "step";

/**
 * The formula with its cases on the step outermost, so that it can be written as one `if` after
 * another: `2 · (a if step < 5 else b)` becomes `2a if step < 5 else 2b`.
 */
export function lifted(formula: Formula): Formula {
  if (formula.op === "number" || formula.op === "step" || formula.op === "lookup") return formula;
  if (formula.op === "pieces") {
    if (!isStepPieces(formula)) return formula;
    const parts = formula.pieces.map(lifted);
    return flattened(pieces(STEP, formula.bounds, parts));
  }
  const operands = "of" in formula ? [formula.of] : [formula.left, formula.right];
  return distributed(formula, operands.map(lifted));
}

/** Cases inside of cases as one list of cases. */
function flattened(formula: Formula): Formula {
  if (!isStepPieces(formula)) return formula;
  const bounds: number[] = [];
  const list: Formula[] = [];
  formula.pieces.forEach((piece, i) => {
    const first = formula.bounds[i - 1] ?? 0;
    const last = (formula.bounds[i] ?? Infinity) - 1;
    const own = within(piece, first, last);
    if (i > 0) bounds.push(first);
    if (isStepPieces(own)) {
      bounds.push(...own.bounds);
      list.push(...own.pieces);
    } else list.push(own);
  });
  return pieces(STEP, bounds, list);
}

function distributed(formula: Formula, operands: readonly Formula[]): Formula {
  const bounds = [
    ...new Set(operands.flatMap((one) => (isStepPieces(one) ? one.bounds : []))),
  ].sort((a, b) => a - b);
  if (bounds.length === 0 || bounds.length > MOST_BRANCHES) return rebuilt(formula, operands);
  const list = [0, ...bounds].map((start) =>
    rebuilt(
      formula,
      operands.map((one) => pieceAt(one, start)),
    ),
  );
  return pieces(STEP, bounds, list);
}

function pieceAt(formula: Formula, step: number): Formula {
  if (!isStepPieces(formula)) return formula;
  return formula.pieces[firstAfter(formula.bounds, step)] ?? formula;
}
