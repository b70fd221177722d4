import type { Expression } from "../../../../program/tree";
import { spelled, type Machine } from "../machine";
import {
  unknownValue,
  type FunctionValue,
  type LibraryObject,
  type Scope,
  type Value,
} from "../value";

const DEEPEST = 64;
const MARKED = "the decorated function";

/**
 * The options of click that a decorator gives to a function: one by itself, `@lr_option`, or those of a
 * function of the script that applies several, `@common_options`.
 */
export function optionsOf(machine: Machine, decorator: Expression, scope: Scope): LibraryObject[] {
  if (!mayShare(decorator, scope)) return [];
  const value = machine.evaluate(decorator, scope);
  if (value.type === "object") return [value];
  if (value.type !== "function" && value.type !== "native") return [];
  const { range } = decorator;
  const marked = unknownValue(MARKED, range);
  const given = { positional: [{ value: marked, range }], keywords: new Map(), range };
  const place = { range, calleeRange: range, text: spelled(scope, range) };
  return appliedIn(machine, machine.call(value, given, place, scope));
}

/** `@click.option(…)`, a name, or a call of one: what another program's decorator is made of has dots. */
function mayShare(decorator: Expression, scope: Scope): boolean {
  if (!/\b(?:click|cloup)\b/.test(scope.text)) return false;
  if (decorator.type === "name") return true;
  if (decorator.type !== "call") return false;
  const { callee } = decorator;
  return (
    callee.type === "name" || (callee.type === "member" && /option|argument/.test(callee.name))
  );
}

/** `option(option(f))`, or a function that wraps it and has options as its own decorators. */
function appliedIn(machine: Machine, value: Value, depth = 0): LibraryObject[] {
  if (depth > DEEPEST) return [];
  if (value.type === "function") return ofWrapper(machine, value);
  if (value.type !== "object") return [];
  const [option, inner] = value.given.positional.map((one) => one.value);
  if (option?.type !== "object" || !inner) return [];
  return [option, ...appliedIn(machine, inner, depth + 1)];
}

const ofWrapper = (machine: Machine, { node, scope }: FunctionValue): LibraryObject[] =>
  (node.decorators ?? []).flatMap((decorator) => optionsOf(machine, decorator, scope));
