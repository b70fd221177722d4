import {
  add,
  cosPi,
  divide,
  exp,
  expm1,
  floor,
  log1p,
  lookup,
  maximum,
  minimum,
  modulo,
  multiply,
  number,
  pieces,
  power,
  sinPi,
  sqrt,
  STEP,
  subtract,
  tanh,
  type BinaryOp,
  type Formula,
  type PiecesFormula,
  type UnaryOp,
} from "./formula";

const BINARY: Readonly<Record<BinaryOp, (left: Formula, right: Formula) => Formula>> = {
  add,
  subtract,
  multiply,
  divide,
  power,
  minimum,
  maximum,
  modulo,
};

const UNARY: Readonly<Record<UnaryOp, (of: Formula) => Formula>> = {
  floor,
  cosPi,
  sinPi,
  sqrt,
  exp,
  expm1,
  log1p,
  tanh,
};

/** The formula with `step` in the place of its own step. */
export function substitute(formula: Formula, step: Formula): Formula {
  if (step.op === "step") return formula;
  const inner = (part: Formula): Formula => substitute(part, step);
  switch (formula.op) {
    case "number":
      return formula;
    case "step":
      return step;
    case "pieces":
      return substitutePieces(formula, inner);
    case "lookup":
      return lookup(formula.values, inner(formula.index));
    case "floor":
    case "cosPi":
    case "sinPi":
    case "sqrt":
    case "exp":
    case "expm1":
    case "log1p":
    case "tanh":
      return UNARY[formula.op](inner(formula.of));
    default:
      return BINARY[formula.op](inner(formula.left), inner(formula.right));
  }
}

/** The same operation on other operands: one for a function, two for what joins two. */
export function rebuilt(formula: Formula, operands: readonly Formula[]): Formula {
  const [first = formula, second = formula] = operands;
  if (formula.op in UNARY) return UNARY[formula.op as UnaryOp](first);
  if (formula.op in BINARY) return BINARY[formula.op as BinaryOp](first, second);
  return formula;
}

/** Where the pieces begin at a shifted step, the bounds are shifted instead: `step < 600`. */
function substitutePieces(
  { of, bounds, pieces: list }: PiecesFormula,
  inner: (part: Formula) => Formula,
): Formula {
  const place = inner(of);
  const shift = shiftOf(place);
  const parts = list.map(inner);
  return shift === undefined
    ? pieces(place, bounds, parts)
    : pieces(
        STEP,
        bounds.map((bound) => bound + shift),
        parts,
      );
}

/** s of `step − s`. */
function shiftOf(formula: Formula): number | undefined {
  if (formula.op !== "subtract" && formula.op !== "add") return undefined;
  const { op, left, right } = formula;
  if (left.op !== "step" || right.op !== "number" || !Number.isInteger(right.value))
    return undefined;
  return op === "subtract" ? right.value : -right.value;
}

/** `formula` moved to begin at `start`: its step is `step − start`. */
export const movedTo = (formula: Formula, start: number): Formula =>
  substitute(formula, subtract(STEP, number(start)));
