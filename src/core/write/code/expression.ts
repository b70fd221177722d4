import type { BinaryOp, Formula } from "../../schedule/formula/formula";
import { BINDS, type Dialect, type Expression } from "./dialect";

/** What an expression refers to outside of itself. */
export interface Names {
  /** The name of a local variable that holds the formula, if one does. */
  local(formula: Formula): string | undefined;
  /** The name of the table of these values, made where it is new. */
  table(values: readonly number[]): string;
}

const OPERATORS: Partial<Record<BinaryOp, readonly [sign: string, binds: number]>> = {
  add: ["+", BINDS.sum],
  subtract: ["-", BINDS.sum],
  multiply: ["*", BINDS.product],
  divide: ["/", BINDS.product],
  modulo: ["%", BINDS.product],
};

const inside = ({ text, binds }: Expression, least: number): string =>
  binds < least ? `(${text})` : text;

const atom = (text: string): Expression => ({ text, binds: BINDS.atom });

/** Writes a formula as one expression of a language. */
export function expression(formula: Formula, dialect: Dialect, names: Names): Expression {
  const write = (part: Formula): Expression => expression(part, dialect, names);
  const text = (part: Formula): string => write(part).text;
  const local = names.local(formula);
  if (local !== undefined) return atom(local);
  switch (formula.op) {
    case "number":
      return numberText(formula.value, dialect);
    case "step":
      return atom(dialect.step);
    case "lookup": {
      const { values, index } = formula;
      return atom(dialect.element(names.table(values), text(index), values.length - 1));
    }
    case "pieces":
      return cases(formula.bounds, formula.pieces, text(formula.of), dialect, write);
    case "cosPi":
      return atom(dialect.cosine(piTimes(formula.of, dialect, write)));
    case "sinPi":
      return atom(dialect.sine(piTimes(formula.of, dialect, write)));
    case "floor":
      if (formula.of.op !== "divide") return atom(dialect.function("floor", text(formula.of)));
      return dialect.floorDivide(
        inside(write(formula.of.left), BINDS.product),
        inside(write(formula.of.right), BINDS.sign),
      );
    case "sqrt":
    case "exp":
    case "expm1":
    case "log1p":
    case "tanh":
      return atom(dialect.function(formula.op, text(formula.of)));
    case "minimum":
      return atom(dialect.minimum(text(formula.left), text(formula.right)));
    case "maximum":
      return atom(dialect.maximum(text(formula.left), text(formula.right)));
    case "power": {
      const base = inside(write(formula.left), BINDS.atom);
      return { text: `${base} ** ${inside(write(formula.right), BINDS.atom)}`, binds: BINDS.power };
    }
    default:
      return infix(formula.op, write(formula.left), write(formula.right));
  }
}

function numberText(value: number, dialect: Dialect): Expression {
  const text = dialect.number(value);
  return { text, binds: value < 0 || Object.is(value, -0) ? BINDS.sign : BINDS.atom };
}

function infix(op: BinaryOp, left: Expression, right: Expression): Expression {
  const [sign = "+", binds = BINDS.sum] = OPERATORS[op] ?? [];
  // a − (b − c) and a / (b · c) are other numbers than without the brackets
  return { text: `${inside(left, binds)} ${sign} ${inside(right, binds + 1)}`, binds };
}

/** π · a / b rather than π · (a / b): it is how the field writes it. */
function piTimes(of: Formula, dialect: Dialect, write: (part: Formula) => Expression): string {
  if (of.op !== "divide") return `${dialect.pi} * ${inside(write(of), BINDS.sign)}`;
  const top = inside(write(of.left), BINDS.sign);
  return `${dialect.pi} * ${top} / ${inside(write(of.right), BINDS.sign)}`;
}

function cases(
  bounds: readonly number[],
  list: readonly Formula[],
  of: string,
  dialect: Dialect,
  write: (part: Formula) => Expression,
): Expression {
  const [first, ...rest] = list.map(write);
  const [bound, ...later] = bounds;
  if (first === undefined || bound === undefined) return first ?? atom(dialect.number(NaN));
  const others = cases(later, list.slice(1), of, dialect, write);
  if (rest.length === 0) return first;
  return dialect.choose(of, dialect.number(bound), first.text, others.text);
}
