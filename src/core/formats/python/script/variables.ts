import type { Machine } from "./machine";
import {
  none,
  type Choice,
  type InstanceValue,
  type LibraryObject,
  type NumberValue,
  type Unknown,
  type Value,
  type Variable,
} from "./value";

const RATE = "learning_rate";

const OPTIMIZER = /^keras\.(?:src\.)?optimizers\.(?:legacy\.|experimental\.)?[A-Z]\w*(?:#\w+)?$/;

export const isKerasOptimizer = ({ path }: LibraryObject): boolean => OPTIMIZER.test(path);

/** `optimizer.lr` is Keras 2's other name of the rate. */
export const attributeName = (object: Value, name: string): string =>
  /^_?(?:lr|learning_rate)$/.test(name) && object.type === "object" && isKerasOptimizer(object)
    ? RATE
    : name;

/** The rate of an optimizer of Keras: a variable; undefined where nobody has said what it holds. */
export function rateVariable(object: LibraryObject, name: string): Value | undefined {
  if (attributeName(object, name) !== RATE || !isKerasOptimizer(object)) return undefined;
  return live({ holder: object.attributes, name: RATE });
}

function live(variable: Variable): Value | undefined {
  const value = variable.holder.get(variable.name);
  return value && isHeld(value) ? { ...value, variable } : value;
}

const isHeld = (value: Value): value is NumberValue | Unknown | Choice =>
  value.type === "number" || value.type === "unknown" || value.type === "choice";

const variableOf = (value: Value | undefined): Variable | undefined =>
  value && isHeld(value) ? value.variable : undefined;

/** What a name or an attribute stands for: of a variable what it holds by now. */
export function heldNow(value: Value | undefined): Value | undefined {
  const variable = variableOf(value);
  return variable ? live(variable) : value;
}

/** What a variable holds, as a number that stays what it is. */
export const read = (value: Value): Value =>
  isHeld(value) && value.variable ? { ...value, variable: undefined } : value;

/** `assign(x)`: true where it is a variable that took the value. */
export function assignVariable(
  machine: Machine,
  target: Value | undefined,
  value: Value | undefined,
): boolean {
  const variable = variableOf(target);
  if (!variable || !value) return false;
  machine.journal.set(variable.holder, variable.name, read(value));
  return true;
}

/** Sets an attribute of an object; what an optimizer's rate is set to is a number of its own. */
export function setAttribute(
  { journal }: Machine,
  object: LibraryObject | InstanceValue,
  name: string,
  value: Value,
): void {
  const key = attributeName(object, name);
  journal.set(object.attributes, key, key === RATE ? read(value) : value);
}

/** Methods of a variable; undefined where it is none, or has no such method. */
export function variableMethod(machine: Machine, target: Value, name: string): Value | undefined {
  if (!variableOf(target)) return undefined;
  if (/^(?:numpy|read_value|value)$/.test(name))
    return { type: "native", name, call: () => read(target) };
  if (name !== "assign") return undefined;
  return {
    type: "native",
    name,
    call: ({ positional, keywords }) => {
      assignVariable(machine, target, (positional[0] ?? keywords.get("value"))?.value);
      return none;
    },
  };
}
