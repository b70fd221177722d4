import type { Eval } from "./code";
import type { Compiler } from "./compiler";
import type { Frame } from "./frame";
import type { Binary, Compare, Conditional, Logical, Unary } from "./tree";
import { undecided } from "./undecided";
import { isObject, isOpen, type Open, type Site, type Value } from "./values";

type Fast = (left: number, right: number) => number;

/** What JavaScript does with two numbers. */
const FAST: ReadonlyMap<string, Fast> = new Map<string, Fast>([
  ["+", (left, right) => left + right],
  ["-", (left, right) => left - right],
  ["*", (left, right) => left * right],
  ["/", (left, right) => left / right],
  ["%", (left, right) => left % right],
  ["**", (left, right) => left ** right],
]);

export function compileBinary(compiler: Compiler, node: Binary): Eval {
  const left = compiler.expression(node.left);
  const right = compiler.expression(node.right);
  const combine = binaryOperation(compiler, node.operator, compiler.site(node));
  const fast = FAST.get(node.operator);
  if (!fast) return compiler.marked(node, (frame) => combine(left(frame), right(frame)));
  return compiler.marked(node, (frame) => {
    const a = left(frame);
    const b = right(frame);
    return typeof a === "number" && typeof b === "number" ? fast(a, b) : combine(a, b);
  });
}

/** An operation on values that may be open. */
export function binaryOperation(
  { machine }: Compiler,
  operator: Binary["operator"],
  site: Site,
): (left: Value, right: Value) => Value {
  const { semantics } = machine;
  const operate = (values: readonly Value[]) =>
    semantics.binary(machine, operator, values[0], values[1], site);
  return (left, right) => {
    if (isOpen(left) || isOpen(right)) return machine.lift([left, right], operate);
    return semantics.binary(machine, operator, left, right, site);
  };
}

export function compileUnary(compiler: Compiler, node: Unary): Eval {
  const { machine } = compiler;
  const operand = compiler.expression(node.operand);
  const site = compiler.site(node);
  const { operator } = node;
  if (operator === "not") {
    return compiler.marked(node, (frame) => {
      const truth = machine.truth(operand(frame));
      if (typeof truth === "boolean") return !truth;
      return machine.lift([truth], ([value]) => !machine.semantics.truth(value));
    });
  }
  const operate = (values: readonly Value[]) =>
    machine.semantics.unary(machine, operator, values[0], site);
  return compiler.marked(node, (frame) => {
    const value = operand(frame);
    if (typeof value === "number" && operator === "-" && value !== 0) return -value;
    return machine.lift([value], operate);
  });
}

export function compileCompare(compiler: Compiler, node: Compare): Eval {
  const [link, ...more] = node.links;
  const first = compiler.expression(node.first);
  if (!link) return first;
  const compared = compareLink(compiler, link.operator, compiler.site(node));
  const second = compiler.expression(link.value);
  if (more.length === 0)
    return compiler.marked(node, (frame) => compared(first(frame), second(frame)));
  return compiler.marked(node, chain(compiler, node, first));
}

/** `a < b <= c`: the next operand is evaluated only where the links before it hold. */
function chain(compiler: Compiler, node: Compare, first: Eval): Eval {
  const site = compiler.site(node);
  const links = node.links.map(({ operator, value }) => ({
    compared: compareLink(compiler, operator, site),
    value: compiler.expression(value),
  }));
  return (frame) => {
    let left = first(frame);
    let open: Value = true;
    for (const { compared, value } of links) {
      const right = value(frame);
      const answer = compared(left, right);
      if (answer === false) return false;
      if (answer !== true && open === true) open = answer;
      left = right;
    }
    return open;
  };
}

type Compared = (left: Value, right: Value) => Value;

const FAST_COMPARE: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map<
  string,
  (left: number, right: number) => boolean
>([
  ["<", (left, right) => left < right],
  ["<=", (left, right) => left <= right],
  [">", (left, right) => left > right],
  [">=", (left, right) => left >= right],
  ["==", (left, right) => left === right],
  ["===", (left, right) => left === right],
  ["!=", (left, right) => left !== right],
  ["!==", (left, right) => left !== right],
]);

function compareLink(
  { machine }: Compiler,
  operator: Compare["links"][number]["operator"],
  site: Site,
): Compared {
  const operate = (values: readonly Value[]) =>
    machine.semantics.compare(machine, operator, values[0], values[1], site);
  const fast = FAST_COMPARE.get(operator);
  return (left, right) => {
    if (fast && typeof left === "number" && typeof right === "number") return fast(left, right);
    return machine.lift([left, right], operate);
  };
}

export function compileLogical(compiler: Compiler, node: Logical): Eval {
  const left = compiler.expression(node.left);
  const right = compiler.expression(node.right);
  const decide = logicalDecision(compiler, node.operator);
  const condition = compiler.textOf(node.left.range);
  const site = compiler.site(node.left);
  return (frame) => {
    const value = left(frame);
    const taken = decide(value);
    if (taken === "left") return value;
    if (taken === "right") return right(frame);
    const [yes, no] =
      node.operator === "or" ? [leftValue(value), right] : [right, leftValue(value)];
    return undecided(compiler, { condition, site, open: taken }, frame, yes, no);
  };
}

const leftValue =
  (value: Value): Eval =>
  () =>
    value;

/** Which side of a logical operator is its value; the open value where that is not known. */
export function logicalDecision(
  { machine }: Compiler,
  operator: Logical["operator"],
): (value: Value) => "left" | "right" | Open {
  if (operator === "??") {
    return (value) => {
      if (isOpen(value)) return machine.opened(value);
      return value === undefined || value === null ? "right" : "left";
    };
  }
  return (value) => {
    const truth = machine.truth(value);
    if (typeof truth !== "boolean") return truth;
    return truth === (operator === "and") ? "right" : "left";
  };
}

export function compileConditional(compiler: Compiler, node: Conditional): Eval {
  const { machine } = compiler;
  const test = compiler.expression(node.test);
  const then = compiler.expression(node.then);
  const otherwise = compiler.expression(node.otherwise);
  const condition = compiler.textOf(node.test.range);
  const site = compiler.site(node.test);
  return (frame: Frame) => {
    const value = test(frame);
    const truth = isObject(value) || typeof value !== "boolean" ? machine.truth(value) : value;
    if (typeof truth === "boolean") return truth ? then(frame) : otherwise(frame);
    return undecided(compiler, { condition, site, open: truth }, frame, then, otherwise);
  };
}
