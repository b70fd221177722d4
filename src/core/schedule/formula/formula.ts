/**
 * What a curve computes, as an expression of its own step: the one source of exported code, so that
 * no target restates a kind's formula. Values are numbers; the step is a whole number from 0 on.
 */
export type Formula =
  | { readonly op: "number"; readonly value: number }
  | { readonly op: "step" }
  | { readonly op: BinaryOp; readonly left: Formula; readonly right: Formula }
  | { readonly op: UnaryOp; readonly of: Formula }
  | PiecesFormula
  | LookupFormula;

/** `modulo` has the divisor's sign, which is positive wherever a curve uses it. */
export type BinaryOp =
  "add" | "subtract" | "multiply" | "divide" | "power" | "minimum" | "maximum" | "modulo";

export type UnaryOp = "floor" | "cosPi" | "sinPi" | "sqrt" | "exp" | "expm1" | "log1p" | "tanh";

/** `pieces[i]` where bounds[i − 1] ≤ of < bounds[i]; `bounds` ascend, one fewer than the pieces. */
export interface PiecesFormula {
  readonly op: "pieces";
  readonly of: Formula;
  readonly bounds: readonly number[];
  readonly pieces: readonly Formula[];
}

/** `values[index]`; beyond either end the value at that end. */
export interface LookupFormula {
  readonly op: "lookup";
  readonly values: readonly number[];
  readonly index: Formula;
}

export const STEP: Formula = { op: "step" };

export const number = (value: number): Formula => ({ op: "number", value });

const binary = (op: BinaryOp, left: Formula, right: Formula): Formula =>
  left.op === "number" && right.op === "number"
    ? number(calculate(op, left.value, right.value))
    : { op, left, right };

const unary = (op: UnaryOp, of: Formula): Formula =>
  of.op === "number" ? number(apply(op, of.value)) : { op, of };

const isNumber = (formula: Formula, value: number): boolean =>
  formula.op === "number" && Object.is(formula.value, value);

export function add(left: Formula, right: Formula): Formula {
  if (isNumber(left, 0)) return right;
  if (isNumber(right, 0)) return left;
  if (right.op === "number" && right.value < 0) return subtract(left, number(-right.value));
  const joined = withOffset(left, right, 1);
  if (joined) return joined;
  const negative = negated(right);
  return negative ? subtract(left, negative) : binary("add", left, right);
}

/** −f where f is a product with a negative number: a + (−b) · c is a − b · c to the last bit. */
function negated(formula: Formula): Formula | undefined {
  if (formula.op !== "multiply" && formula.op !== "divide") return undefined;
  const { op, left, right } = formula;
  if (left.op === "number" && left.value < 0) return binary(op, number(-left.value), right);
  const inner = negated(left);
  return inner && binary(op, inner, right);
}

export function subtract(left: Formula, right: Formula): Formula {
  if (isNumber(right, 0)) return left;
  return withOffset(left, right, -1) ?? binary("subtract", left, right);
}

/** (f ± a) ± b as f ± (a ± b) where a and b are whole, which rounds nothing. */
function withOffset(left: Formula, right: Formula, sign: 1 | -1): Formula | undefined {
  if (right.op !== "number" || !Number.isInteger(right.value)) return undefined;
  if (left.op !== "add" && left.op !== "subtract") return undefined;
  if (left.right.op !== "number" || !Number.isInteger(left.right.value)) return undefined;
  const offset = (left.op === "add" ? left.right.value : -left.right.value) + sign * right.value;
  if (offset === 0) return left.left;
  return binary(offset > 0 ? "add" : "subtract", left.left, number(Math.abs(offset)));
}

export function multiply(left: Formula, right: Formula): Formula {
  if (isNumber(left, 1)) return right;
  if (isNumber(right, 1)) return left;
  return binary("multiply", left, right);
}

export const divide = (left: Formula, right: Formula): Formula =>
  isNumber(right, 1) ? left : binary("divide", left, right);

export const power = (left: Formula, right: Formula): Formula =>
  isNumber(right, 1) ? left : binary("power", left, right);

export function minimum(left: Formula, right: Formula): Formula {
  const capped = cappedQuotient(left, right);
  return capped ?? binary("minimum", left, right);
}

/** min(a / f, c) as a / max(f, a / c), which divides by no zero where f comes to it. */
function cappedQuotient(left: Formula, right: Formula): Formula | undefined {
  if (left.op !== "divide" || left.left.op !== "number" || right.op !== "number") return undefined;
  const [a, c] = [left.left.value, right.value];
  if (!(a > 0 && c > 0) || left.right.op === "number") return undefined;
  return divide(left.left, maximum(left.right, number(a / c)));
}

export const maximum = (left: Formula, right: Formula): Formula => binary("maximum", left, right);

export const modulo = (left: Formula, right: Formula): Formula => binary("modulo", left, right);

/** ⌊f⌋; the step itself is whole already. */
export const floor = (of: Formula): Formula => (isWhole(of) ? of : unary("floor", of));

/** cos(π f). */
export const cosPi = (of: Formula): Formula => unary("cosPi", of);
/** sin(π f). */
export const sinPi = (of: Formula): Formula => unary("sinPi", of);
export const sqrt = (of: Formula): Formula => unary("sqrt", of);
export const exp = (of: Formula): Formula => unary("exp", of);
export const expm1 = (of: Formula): Formula => unary("expm1", of);
export const log1p = (of: Formula): Formula => unary("log1p", of);
export const tanh = (of: Formula): Formula => unary("tanh", of);

/** Cases; neighbours of the same number are one case. */
export function pieces(of: Formula, bounds: readonly number[], list: readonly Formula[]): Formula {
  const kept = list.map((_, i) => i).filter((i) => i === 0 || !isSameNumber(list[i - 1], list[i]));
  const parts = kept.map((i) => list[i]).filter((part) => part !== undefined);
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const starts = kept.slice(1).map((i) => bounds[i - 1] ?? 0);
  return { op: "pieces", of, bounds: starts, pieces: parts };
}

const isSameNumber = (a: Formula | undefined, b: Formula | undefined): boolean =>
  a?.op === "number" && b?.op === "number" && Object.is(a.value, b.value);

export const lookup = (values: readonly number[], index: Formula): Formula => ({
  op: "lookup",
  values,
  index,
});

function isWhole(formula: Formula): boolean {
  switch (formula.op) {
    case "step":
    case "floor":
      return true;
    case "number":
      return Number.isInteger(formula.value);
    case "add":
    case "subtract":
    case "multiply":
    case "modulo":
    case "minimum":
    case "maximum":
      return isWhole(formula.left) && isWhole(formula.right);
    default:
      return false;
  }
}

/** What a binary operation gives in double precision. */
export function calculate(op: BinaryOp, a: number, b: number): number {
  switch (op) {
    case "add":
      return a + b;
    case "subtract":
      return a - b;
    case "multiply":
      return a * b;
    case "divide":
      return a / b;
    case "power":
      return a ** b;
    case "minimum":
      return Math.min(a, b);
    case "maximum":
      return Math.max(a, b);
    case "modulo":
      return a - Math.floor(a / b) * b;
  }
}

const FUNCTIONS: Readonly<Record<UnaryOp, (x: number) => number>> = {
  floor: Math.floor,
  cosPi: (x) => Math.cos(Math.PI * x),
  sinPi: (x) => Math.sin(Math.PI * x),
  sqrt: Math.sqrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log1p: Math.log1p,
  tanh: Math.tanh,
};

/** What a function gives in double precision. */
export const apply = (op: UnaryOp, x: number): number => FUNCTIONS[op](x);
