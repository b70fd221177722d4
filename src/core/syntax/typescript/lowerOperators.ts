import { rangeOf } from "../../parse/syntaxTree";
import type { BinaryOperator, CompareOperator, LogicalOperator, Unary } from "../../program/tree";
import type { Lower } from "./lower";
import { lowerTarget } from "./patterns";

const UNARY: ReadonlyMap<string, Unary["operator"]> = new Map([
  ["!", "not"],
  ["-", "-"],
  ["+", "+"],
  ["~", "~"],
  ["typeof", "typeof"],
  ["void", "void"],
]);

export const unary: Lower = (lowering, node) => {
  const operator = UNARY.get(node.childForFieldName("operator")?.type ?? "");
  if (operator === undefined)
    return lowering.unsupported(
      node,
      `the operator ${node.childForFieldName("operator")?.type ?? ""}`,
    );
  return {
    type: "unary",
    operator,
    operand: lowering.expression(node.childForFieldName("argument"), node),
    range: rangeOf(node),
  };
};

const BINARY: ReadonlySet<string> = new Set([
  "+",
  "-",
  "*",
  "/",
  "%",
  "**",
  "&",
  "|",
  "^",
  "<<",
  ">>",
  ">>>",
]);
const COMPARE: ReadonlySet<string> = new Set(["==", "!=", "===", "!==", "<", "<=", ">", ">="]);
const LOGICAL: ReadonlyMap<string, LogicalOperator> = new Map([
  ["&&", "and"],
  ["||", "or"],
  ["??", "??"],
]);

export const binary: Lower = (lowering, node) => {
  const operator = node.childForFieldName("operator")?.type ?? "";
  const range = rangeOf(node);
  const logical = LOGICAL.get(operator);
  if (!logical && !BINARY.has(operator) && !COMPARE.has(operator))
    return lowering.unsupported(node, `the operator ${operator}`);
  const left = lowering.expression(node.childForFieldName("left"), node);
  const right = lowering.expression(node.childForFieldName("right"), node);
  if (logical) return { type: "logical", operator: logical, left, right, range };
  if (BINARY.has(operator))
    return { type: "binary", operator: operator as BinaryOperator, left, right, range };
  return {
    type: "compare",
    first: left,
    links: [{ operator: operator as CompareOperator, value: right }],
    range,
  };
};

export const conditional: Lower = (lowering, node) => ({
  type: "conditional",
  test: lowering.expression(node.childForFieldName("condition"), node),
  then: lowering.expression(node.childForFieldName("consequence"), node),
  otherwise: lowering.expression(node.childForFieldName("alternative"), node),
  range: rangeOf(node),
});

export const assignment: Lower = (lowering, node) => {
  const left = node.childForFieldName("left");
  const target = left && lowerTarget(lowering, left);
  if (!target) return lowering.unsupported(node, "this assignment");
  return {
    type: "assign",
    target,
    value: lowering.expression(node.childForFieldName("right"), node),
    range: rangeOf(node),
  };
};

export const augmented: Lower = (lowering, node) => {
  const written = (node.childForFieldName("operator")?.type ?? "").replace(/=$/, "");
  const operator =
    LOGICAL.get(written) ?? (BINARY.has(written) ? (written as BinaryOperator) : undefined);
  const left = node.childForFieldName("left");
  const target = left && lowerTarget(lowering, left);
  if (!target || operator === undefined)
    return lowering.unsupported(node, `the operator ${written}=`);
  return {
    type: "assign",
    target,
    operator,
    value: lowering.expression(node.childForFieldName("right"), node),
    range: rangeOf(node),
  };
};

export const update: Lower = (lowering, node) => {
  const argument = node.childForFieldName("argument");
  const target = argument && lowerTarget(lowering, argument);
  if (!target) return lowering.unsupported(node);
  const [first] = node.children;
  const prefix = first?.type === "++" || first?.type === "--";
  const operator = node.childForFieldName("operator")?.type === "--" ? "-" : "+";
  return { type: "update", target, operator, prefix, range: rangeOf(node) };
};
