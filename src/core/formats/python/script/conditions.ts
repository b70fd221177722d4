import type { Compare, Conditional, Expression, Logical } from "../../../program/tree";
import { givenNumber } from "../../../schedule/unknownValue";
import type { Range } from "../../../text/range";
import { implied } from "../exclusive";
import { spelled, type Machine } from "./machine";
import { numeric } from "./operations";
import { compare, truth } from "./operators";
import {
  choiceOf,
  decided,
  isFlag,
  unknownFrom,
  type Scope,
  type Unknown,
  type Value,
} from "./value";

export function comparison(machine: Machine, expression: Compare, scope: Scope): Value {
  const ordered = expression.links.every(({ operator }) => ORDERS.has(operator));
  let left = ordered
    ? numeric(machine, expression.first, scope)
    : machine.evaluate(expression.first, scope);
  let known = true;
  const parts = [left];
  for (const { operator, value } of expression.links) {
    const right = ordered ? numeric(machine, value, scope) : machine.evaluate(value, scope);
    parts.push(right);
    const holds = comparedAll(operator, left, right);
    if (holds === false) return decided(false, left);
    known &&= holds === true;
    left = right;
  }
  if (known) return decided(true, parts[0]);
  return unknownFrom(parts, spelled(scope, expression.range), expression.range);
}

/** Of choices, what all their options have in common. */
function comparedAll(
  operator: Compare["links"][number]["operator"],
  left: Value,
  right: Value,
): boolean | undefined {
  if (left.type !== "choice" && right.type !== "choice") return compare(operator, left, right);
  const lefts = left.type === "choice" ? left.options : [left];
  const rights = right.type === "choice" ? right.options : [right];
  const all = new Set(lefts.flatMap((a) => rights.map((b) => compare(operator, a, b))));
  const [only] = all;
  return all.size === 1 ? only : undefined;
}

export function logical(machine: Machine, expression: Logical, scope: Scope): Value {
  const left = machine.evaluate(expression.left, scope);
  const holds = truth(left);
  if (holds !== undefined)
    return holds === (expression.operator === "or")
      ? left
      : machine.evaluate(expression.right, scope);
  const right = machine.evaluate(expression.right, scope);
  // `unknown and False` is false whatever the unknown is
  if (truth(right) === (expression.operator === "or") && right.type === "boolean") return right;
  return unknownFrom([left, right], spelled(scope, expression.range), expression.range);
}

export function conditional(machine: Machine, expression: Conditional, scope: Scope): Value {
  const test = machine.evaluate(expression.test, scope);
  const holds = holding(machine, test, spelled(scope, expression.test.range));
  if (holds !== undefined) {
    const [taken, other] = holds
      ? [expression.then, expression.otherwise]
      : [expression.otherwise, expression.then];
    lookAside(machine, { test, holds, scope, range: other.range }, expression.test, () =>
      machine.evaluate(other, scope),
    );
    return machine.evaluate(taken, scope);
  }
  const options = [expression.then, expression.otherwise].map((branch) =>
    machine.evaluate(branch, scope),
  );
  const condition = spelled(scope, expression.test.range);
  if (test.type === "unknown" && test.reason === "loop")
    return unknownFrom([test, ...options], condition, expression.range);
  return choiceOf(condition, expression.range, options, ordering(expression.test, test));
}

/** Whether a condition holds: by its value, or as the user says where nothing decides it (0 for false). */
export function holding(machine: Machine, test: Value, condition: string): boolean | undefined {
  if (isFlag(test)) {
    if (machine.assumed.has(condition)) return true;
    if (machine.assumed.has(`not ${condition}`)) return false;
    const follows = implied(condition, machine.assumed);
    if (follows !== undefined) return follows;
  }
  const known = truth(test);
  if (known !== undefined) return known;
  const answer = givenNumber(machine.symbols, condition);
  return answer === undefined ? undefined : answer !== 0;
}

interface NotTaken {
  readonly test: Value;
  readonly holds: boolean;
  readonly scope: Scope;
  /** The branch that is not taken. */
  readonly range: Range;
}

/** What a branch has to name for a scheduler to come from it. */
const MAKES = /[Ss]ched|LR\b|Anneal|Plateau|OneCycle|warm_?up|[Oo]pt|[Tt]rain|[Ff]it\b/;

/** Reads a branch that other flags would lead to, for what it makes. */
export function lookAside(
  machine: Machine,
  { test, holds, scope, range }: NotTaken,
  { range: at }: Expression,
  work: () => unknown,
): void {
  if (!isFlag(test)) return;
  if (!MAKES.test(scope.text.slice(range.start, range.end))) return;
  machine.aside(`${holds ? "not " : ""}${spelled(scope, at)}`, work);
}

const ORDERS: ReadonlySet<string> = new Set(["<", "<=", ">", ">="]);

/** An undecided comparison of numbers: what it lacks are numbers that the user can give. */
export function ordering(test: Expression, value: Value): Unknown | undefined {
  const numbers =
    test.type === "compare" && test.links.every(({ operator }) => ORDERS.has(operator));
  return numbers && value.type === "unknown" && value.reason === "runtime" ? value : undefined;
}
