import type { Range } from "../../text/range";
import { binaryOperator } from "../pure";
import type { SyntaxNode } from "../syntaxTree";
import type { Compiler, Expression, ExpressionCompiler } from "./compiler";
import { failure } from "./error";
import { describe, isArray, type Plain } from "./plain";

/** A number that an operand must be. */
export function checkedNumber(place: Range, value: Plain): number {
  if (typeof value === "number") return value;
  throw failure(place, `A number is expected here, and this is ${describe(value)}.`);
}

type Operation = (left: number, right: number) => Plain;

const ARITHMETIC: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["+", (left, right) => left + right],
  ["-", (left, right) => left - right],
  ["*", (left, right) => left * right],
  ["/", (left, right) => left / right],
  ["%", (left, right) => left % right],
  ["**", (left, right) => left ** right],
  ["<", (left, right) => left < right],
  ["<=", (left, right) => left <= right],
  [">", (left, right) => left > right],
  [">=", (left, right) => left >= right],
  ["&", (left, right) => left & right],
  ["|", (left, right) => left | right],
  ["^", (left, right) => left ^ right],
  ["<<", (left, right) => left << right],
  [">>", (left, right) => left >> right],
  [">>>", (left, right) => left >>> right],
]);

const EQUALITY: ReadonlySet<string> = new Set(["===", "!==", "==", "!="]);

export const binary: ExpressionCompiler = (compiler, node) => {
  const leftNode = node.childForFieldName("left");
  const rightNode = node.childForFieldName("right");
  const operator = node.childForFieldName("operator")?.type ?? "";
  const left = compiler.expression(leftNode, node);
  const right = compiler.expression(rightNode, node);
  if (EQUALITY.has(operator)) return equality(compiler, node, operator, left, right);
  const logical = LOGICAL.get(operator);
  if (logical) return logical(left, right);
  const combine = arithmetic(compiler, node, operator);
  const leftPlace = compiler.place(leftNode ?? node);
  const rightPlace = compiler.place(rightNode ?? node);
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (typeof a === "number" && typeof b === "number") return combine(a, b);
    return combine(checkedNumber(leftPlace, a), checkedNumber(rightPlace, b));
  };
};

/** The operation that an operator of numbers stands for. */
export function arithmetic(compiler: Compiler, node: SyntaxNode, operator: string): Operation {
  const operation = ARITHMETIC.get(operator);
  if (!operation)
    throw compiler.error(node, `A schedule's function cannot use the operator ${operator}.`);
  return operation;
}

const LOGICAL: ReadonlyMap<string, (left: Expression, right: Expression) => Expression> = new Map<
  string,
  (left: Expression, right: Expression) => Expression
>([
  [
    "&&",
    (left, right) => (frame) => {
      const value = left(frame);
      return value ? right(frame) : value;
    },
  ],
  [
    "||",
    (left, right) => (frame) => {
      const value = left(frame);
      return value ? value : right(frame);
    },
  ],
  ["??", (left, right) => (frame) => left(frame) ?? right(frame)],
]);

function equality(
  compiler: Compiler,
  node: SyntaxNode,
  operator: string,
  left: Expression,
  right: Expression,
): Expression {
  const operate = binaryOperator(operator);
  const place = compiler.place(node);
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    const comparable = (value: Plain) => typeof value !== "object" || value === null;
    if (!operate || !comparable(a) || !comparable(b)) {
      throw failure(
        place,
        `Only numbers, strings and booleans can be compared; this compares ${describe(isArray(a) ? a : b)}.`,
      );
    }
    return operate(a, b);
  };
}

export const unary: ExpressionCompiler = (compiler, node) => {
  const argumentNode = node.childForFieldName("argument");
  const operator = node.childForFieldName("operator")?.type ?? "";
  const argument = compiler.expression(argumentNode, node);
  if (operator === "!") return (frame) => !argument(frame);
  const operation = UNARY.get(operator);
  if (!operation)
    throw compiler.error(node, `A schedule's function cannot use the operator ${operator}.`);
  const place = compiler.place(argumentNode ?? node);
  return (frame) => operation(checkedNumber(place, argument(frame)));
};

const UNARY: ReadonlyMap<string, (value: number) => number> = new Map([
  ["-", (value: number) => -value],
  ["+", (value: number) => value],
  ["~", (value: number) => ~value],
]);

export const ternary: ExpressionCompiler = (compiler, node) => {
  const condition = compiler.expression(node.childForFieldName("condition"), node);
  const consequence = compiler.expression(node.childForFieldName("consequence"), node);
  const alternative = compiler.expression(node.childForFieldName("alternative"), node);
  return (frame) => (condition(frame) ? consequence(frame) : alternative(frame));
};
