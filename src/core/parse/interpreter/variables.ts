import { partsOf, type SyntaxNode } from "../syntaxTree";
import { checkedNumber, arithmetic } from "./operators";
import type { Compiler, Expression, ExpressionCompiler } from "./compiler";
import { failure } from "./error";
import { isArray, isRecord, type Plain } from "./plain";
import type { Frame, Slot } from "./scope";

const CONSTANTS: ReadonlyMap<string, Plain> = new Map<string, Plain>([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["undefined", undefined],
]);

export const identifier: ExpressionCompiler = (compiler, node) => {
  const name = compiler.text(node);
  const found = compiler.scope.find(name);
  if (found) {
    if (!found.slot.ready && found.depth === 0)
      throw compiler.error(node, `${name} is used before it is declared.`);
    return readSlot(found.slot, found.depth);
  }
  const outside = compiler.surroundings.lookUp(node);
  if (outside) return () => outside.value;
  if (!CONSTANTS.has(name)) throw compiler.error(node, `A schedule's function cannot use ${name}.`);
  const value = CONSTANTS.get(name);
  return () => value;
};

function readSlot({ index }: Slot, depth: number): Expression {
  if (depth === 0) return (frame) => frame.values[index];
  if (depth === 1) return (frame) => frame.parent?.values[index];
  return (frame) => frameAt(frame, depth)?.values[index];
}

function frameAt(frame: Frame, depth: number): Frame | undefined {
  let at: Frame | undefined = frame;
  for (let left = depth; left > 0; left--) at = at?.parent;
  return at;
}

type Write = (frame: Frame, value: Plain) => void;

export function writeSlot({ index }: Slot, depth = 0): Write {
  return (frame, value) => {
    const target = depth === 0 ? frame : frameAt(frame, depth);
    if (target) target.values[index] = value;
  };
}

function target(compiler: Compiler, node: SyntaxNode | null, parent: SyntaxNode) {
  const name = node?.type === "identifier" ? compiler.text(node) : undefined;
  const found = name === undefined ? undefined : compiler.scope.find(name);
  if (!node || !found) {
    throw compiler.error(
      node ?? parent,
      "A schedule's function can change only variables of its own, declared with let.",
    );
  }
  if (found.slot.fixed)
    throw compiler.error(node, `${name ?? "This"} is a constant and cannot be changed.`);
  return {
    read: readSlot(found.slot, found.depth),
    write: writeSlot(found.slot, found.depth),
    place: compiler.place(node),
  };
}

export const assignment: ExpressionCompiler = (compiler, node) => {
  const { write } = target(compiler, node.childForFieldName("left"), node);
  const right = node.childForFieldName("right");
  refuseFunction(compiler, right);
  const value = compiler.expression(right, node);
  return (frame) => {
    const assigned = value(frame);
    write(frame, assigned);
    return assigned;
  };
};

/** A function kept past its loop's turn would see the variables of a later turn. */
export function refuseFunction(compiler: Compiler, node: SyntaxNode | null | undefined): void {
  if (node?.type === "arrow_function" || node?.type === "function_expression") {
    throw compiler.error(
      node,
      "A function can be a constant, an argument or a result, but not be kept here.",
    );
  }
}

export const augmented: ExpressionCompiler = (compiler, node) => {
  const operator = node.childForFieldName("operator")?.type.replace(/=$/, "") ?? "";
  const { read, write, place } = target(compiler, node.childForFieldName("left"), node);
  const rightNode = node.childForFieldName("right");
  const right = compiler.expression(rightNode, node);
  const operate = arithmetic(compiler, node, operator);
  const rightPlace = compiler.place(rightNode ?? node);
  return (frame) => {
    const left = checkedNumber(place, read(frame));
    const value = operate(left, checkedNumber(rightPlace, right(frame)));
    write(frame, value);
    return value;
  };
};

export const update: ExpressionCompiler = (compiler, node) => {
  const { read, write, place } = target(compiler, node.childForFieldName("argument"), node);
  const [first] = node.children;
  const before = first?.type === "++" || first?.type === "--";
  const change = node.childForFieldName("operator")?.type === "--" ? -1 : 1;
  return (frame) => {
    const old = checkedNumber(place, read(frame));
    write(frame, old + change);
    return before ? old + change : old;
  };
};

/** Binds a parameter's or declaration's pattern to a value. */
export function bindPattern(
  compiler: Compiler,
  pattern: SyntaxNode,
  declare: (name: string) => Slot,
): Write {
  switch (pattern.type) {
    case "identifier":
    case "shorthand_property_identifier_pattern":
      return writeSlot(declare(compiler.text(pattern)));
    case "object_pattern":
      return all(partsOf(pattern).map((part) => bindProperty(compiler, part, declare)));
    case "array_pattern":
      return all(partsOf(pattern).map((part, index) => bindItem(compiler, part, index, declare)));
    case "assignment_pattern":
    case "object_assignment_pattern":
      return bindDefault(compiler, pattern, declare);
    default:
      throw compiler.error(pattern, "A schedule's function cannot bind its values this way.");
  }
}

const all =
  (writes: readonly Write[]): Write =>
  (frame, value) => {
    for (const write of writes) write(frame, value);
  };

function bindDefault(
  compiler: Compiler,
  pattern: SyntaxNode,
  declare: (name: string) => Slot,
): Write {
  const left = pattern.childForFieldName("left") ?? pattern;
  const fallback = compiler.expression(pattern.childForFieldName("right"), pattern);
  const write = bindPattern(compiler, left, declare);
  return (frame, value) => {
    write(frame, value === undefined ? fallback(frame) : value);
  };
}

function bindProperty(
  compiler: Compiler,
  part: SyntaxNode,
  declare: (name: string) => Slot,
): Write {
  const key = part.childForFieldName("key") ?? part.childForFieldName("left") ?? part;
  const value = part.type === "pair_pattern" ? part.childForFieldName("value") : part;
  if (!value || part.type === "rest_pattern")
    throw compiler.error(part, "A schedule's function cannot bind its values this way.");
  const write = bindPattern(compiler, value, declare);
  const name = compiler.text(key);
  const place = compiler.place(part);
  return (frame, whole) => {
    if (!isRecord(whole)) throw failure(place, "Only an object can be taken apart like this.");
    write(frame, whole.get(name));
  };
}

function bindItem(
  compiler: Compiler,
  part: SyntaxNode,
  index: number,
  declare: (name: string) => Slot,
): Write {
  const write = bindPattern(compiler, part, declare);
  const place = compiler.place(part);
  return (frame, whole) => {
    if (!isArray(whole)) throw failure(place, "Only an array can be taken apart like this.");
    write(frame, whole[index]);
  };
}
