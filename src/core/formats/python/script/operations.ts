import type { Expression, Unary } from "../../../program/tree";
import { shownAt, spelled, type Machine } from "./machine";
import { negative } from "./operators";
import {
  choiceOf,
  none,
  unknownFrom,
  type NumberValue,
  type Scope,
  type TextValue,
  type Value,
} from "./value";

/** A literal of another file of the workspace, with its place there. */
export const inFile = <T extends NumberValue | TextValue>(
  value: T,
  { range }: Expression,
  { own, uri }: Scope,
): T => (own || uri === "" ? value : { ...value, elsewhere: { uri, range } });

/** A number and the sign right before it are one literal: `-1e-3`. */
export function unary(machine: Machine, expression: Unary, scope: Scope): Value {
  const { operator, operand, range } = expression;
  const value = mapped(
    machine,
    [machine.evaluate(operand, scope)],
    expression,
    scope,
    ([only = none]) =>
      operator === "typeof" || operator === "void" ? undefined : negative(operator, only),
  );
  const isSign = operator === "-" || operator === "+";
  const isLiteral = isSign && operand.type === "number" && operand.range.start === range.start + 1;
  if (!isLiteral || value.type !== "number") return value;
  return inFile({ ...value, ...(scope.own && { literal: range }) }, expression, scope);
}

/** An operand: what another file or library has under a name is unknown here, by that name. */
export function numeric(machine: Machine, expression: Expression, scope: Scope): Value {
  const value = machine.evaluate(expression, scope);
  if (value.type !== "library") return value;
  return machine.unknown(
    spelled(scope, expression.range),
    shownAt(machine, scope, expression.range),
  );
}

const MOST_CASES = 16;

/** Applies `work` to known values; to the options of choices one by one. */
export function mapped(
  machine: Machine,
  values: readonly Value[],
  expression: Expression,
  scope: Scope,
  work: (values: readonly Value[]) => Value | undefined,
): Value {
  const index = values.findIndex(({ type }) => type === "choice");
  const open = values[index];
  const fallback = (): Value =>
    unknownFrom(values, spelled(scope, expression.range), expression.range);
  if (open?.type !== "choice") {
    const result = work(values);
    if (result) return result;
    return values.some(({ type }) => type === "unknown")
      ? fallback()
      : machine.unknown(spelled(scope, expression.range), expression.range);
  }
  const total = values.reduce((n, v) => n * (v.type === "choice" ? v.options.length : 1), 1);
  if (total > MOST_CASES) return fallback();
  const results = open.options.map((option) =>
    mapped(machine, values.with(index, option), expression, scope, work),
  );
  return choiceOf(open.condition, open.range, results, open.test);
}
