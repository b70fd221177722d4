import { emptyRange, type Range } from "../../text/range";
import { mathFunctions, primitiveFunctions, type Primitive } from "../pure";
import { partsOf, type SyntaxNode } from "../syntaxTree";
import { arrayMethods } from "./arrayMethods";
import type { Compiler, Expression, ExpressionCompiler } from "./compiler";
import { failure } from "./error";
import { checkedNumber } from "./operators";
import { describe, isArray, isCallable, type Plain } from "./plain";
import { isGlobal } from "./values";

export const call: ExpressionCompiler = (compiler, node) => {
  const callee = node.childForFieldName("function");
  const list = node.childForFieldName("arguments");
  if (!callee || list?.type !== "arguments")
    throw compiler.error(node, "A schedule's function cannot call this.");
  return (
    libraryCall(compiler, callee, list) ??
    methodCall(compiler, callee, list) ??
    userCall(compiler, callee, list)
  );
};

interface Argument {
  readonly place: Range;
  readonly spread: boolean;
  readonly value: Expression;
}

function argumentsOf(compiler: Compiler, list: SyntaxNode): Argument[] {
  return partsOf(list).map((node) => {
    const spread = node.type === "spread_element";
    const inside = spread ? (partsOf(node)[0] ?? node) : node;
    return { place: compiler.place(inside), spread, value: compiler.expression(inside, node) };
  });
}

/** `Math.floor(x)` and its like. */
function libraryCall(
  compiler: Compiler,
  callee: SyntaxNode,
  list: SyntaxNode,
): Expression | undefined {
  const name = compiler.text(callee);
  const root = callee.type === "member_expression" ? callee.childForFieldName("object") : callee;
  if (!root || !isGlobal(compiler, root, compiler.text(root))) return undefined;
  const math = mathFunctions.get(name);
  if (math) return mathCall(compiler, math, argumentsOf(compiler, list));
  const primitive = primitiveFunctions.get(name);
  if (primitive) return primitiveCall(compiler, primitive, argumentsOf(compiler, list));
  if (callee.type !== "member_expression" || name === "Array.from") return undefined;
  throw compiler.error(callee, `${name} cannot be used in a schedule's function.`);
}

function mathCall(
  compiler: Compiler,
  operate: (...values: number[]) => number,
  list: readonly Argument[],
): Expression {
  const [first, second, third] = list;
  if (!first) return () => operate();
  if (third || list.some(({ spread }) => spread)) {
    return (frame) =>
      operate(
        ...evaluated(compiler, list, frame).map((value) => checkedNumber(first.place, value)),
      );
  }
  const check = (argument: Argument, value: Plain) =>
    typeof value === "number" ? value : checkedNumber(argument.place, value);
  if (!second) return (frame) => operate(check(first, first.value(frame)));
  return (frame) => {
    const a = check(first, first.value(frame));
    return operate(a, check(second, second.value(frame)));
  };
}

type Evaluate = (frame: Parameters<Expression>[0]) => Plain[];

function evaluated(
  compiler: Compiler,
  list: readonly Argument[],
  frame: Parameters<Evaluate>[0],
): Plain[] {
  const values: Plain[] = [];
  for (const { place, spread, value } of list) {
    const found = value(frame);
    if (!spread) values.push(found);
    else if (isArray(found)) {
      compiler.meter.spend(found.length);
      for (const item of found) values.push(item);
    } else
      throw failure(place, `Only an array can be spread here, and this is ${describe(found)}.`);
  }
  return values;
}

function primitiveCall(
  compiler: Compiler,
  operate: (value: Primitive, second: Primitive) => Primitive,
  list: readonly Argument[],
): Expression {
  return (frame) => {
    const [first, second] = evaluated(compiler, list, frame).map((value, index) => {
      if (typeof value !== "object" || value === null) return value;
      throw failure(
        list[index]?.place ?? emptyRange(0),
        `A number is expected here, and this is ${describe(value)}.`,
      );
    });
    return operate(first, second);
  };
}

/** `list.filter(…)` and the other methods of arrays. */
function methodCall(
  compiler: Compiler,
  callee: SyntaxNode,
  list: SyntaxNode,
): Expression | undefined {
  if (callee.type !== "member_expression") return undefined;
  const objectNode = callee.childForFieldName("object");
  const property = callee.childForFieldName("property");
  if (!objectNode || !property) return undefined;
  const name = compiler.text(property);
  const method = arrayMethods.get(name);
  const value = compiler.expression(objectNode, callee);
  if (!method)
    throw compiler.error(property, `.${name}() cannot be used in a schedule's function.`);
  const values = argumentsOf(compiler, list);
  const place = compiler.place(callee);
  const objectPlace = compiler.place(objectNode);
  return (frame) => {
    const items = value(frame);
    if (!isArray(items))
      throw failure(objectPlace, `.${name}() is for arrays, and this is ${describe(items)}.`);
    compiler.meter.spend(items.length);
    return method({
      meter: compiler.meter,
      place,
      items,
      values: evaluated(compiler, values, frame),
    });
  };
}

function userCall(compiler: Compiler, callee: SyntaxNode, list: SyntaxNode): Expression {
  const target = compiler.expression(callee, callee);
  const values = argumentsOf(compiler, list);
  const place = compiler.place(callee);
  return (frame) => {
    const found = target(frame);
    if (!isCallable(found))
      throw failure(place, `This is ${describe(found)} and cannot be called.`);
    return found.invoke(evaluated(compiler, values, frame));
  };
}
