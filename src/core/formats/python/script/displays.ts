import type {
  Comprehension,
  DictDisplay,
  ListDisplay,
  Spread,
  Template,
} from "../../../program/tree";
import { spelled, type Machine } from "./machine";
import { keyOf, truth } from "./operators";
import { newScope } from "./scope";
import {
  listValue,
  textValue,
  unknownFrom,
  unknownValue,
  type DictValue,
  type Scope,
  type Unknown,
  type Value,
} from "./value";

function spreadInto(
  machine: Machine,
  part: Spread,
  scope: Scope,
  items: Value[],
): Unknown | undefined {
  const value = machine.evaluate(part.value, scope);
  const spread = machine.iterate(value);
  if (spread) items.push(...spread);
  return spread ? undefined : unknownFrom([value], spelled(scope, part.range), part.range);
}

export function listOf(machine: Machine, expression: ListDisplay, scope: Scope): Value {
  const items: Value[] = [];
  let uncertain: Unknown | undefined;
  for (const part of expression.items) {
    if (part.type === "spread") uncertain ??= spreadInto(machine, part, scope, items);
    else items.push(machine.evaluate(part, scope));
  }
  return { ...listValue(items, expression.kind === "tuple"), ...(uncertain && { uncertain }) };
}

export function dictOf(machine: Machine, expression: DictDisplay, scope: Scope): Value {
  const entries: DictValue["entries"] = new Map();
  let uncertain: Unknown | undefined;
  for (const entry of expression.entries) {
    const value = machine.evaluate(entry.value, scope);
    if (entry.type === "spread") {
      if (value.type !== "dict")
        return unknownFrom([value], spelled(scope, expression.range), expression.range);
      for (const [key, item] of value.entries) entries.set(key, item);
      if (value.uncertain) {
        for (const key of [...entries.keys()]) if (!value.entries.has(key)) entries.delete(key);
        uncertain ??= value.uncertain;
      }
      continue;
    }
    const name = machine.evaluate(entry.key, scope);
    const key = keyOf(name);
    if (key !== undefined) entries.set(key, value);
    else if (name.type !== "library")
      return unknownFrom([name], spelled(scope, expression.range), expression.range);
  }
  return { type: "dict", entries, ...(uncertain && { uncertain }) };
}

/** Comprehensions over more are data. */
const MOST_ELEMENTS = 2000;

export function comprehension(machine: Machine, expression: Comprehension, scope: Scope): Value {
  const inner = newScope(scope);
  const items: Value[] = [];
  const entries: DictValue["entries"] = new Map();
  const fill = (index: number): Value | undefined => {
    const clause = expression.clauses[index];
    if (!clause) {
      const element = machine.evaluate(expression.element, inner);
      const key = keyOf(element);
      if (!expression.value) items.push(element);
      else if (key !== undefined) entries.set(key, machine.evaluate(expression.value, inner));
      else return element;
      return undefined;
    }
    if (clause.type === "if") {
      const test = machine.evaluate(clause.test, inner);
      const holds = truth(test);
      if (holds === undefined) return test;
      return holds ? fill(index + 1) : undefined;
    }
    const values = machine.evaluate(clause.iterable, inner);
    const list = machine.iterate(values);
    if (!list) {
      // what it makes is found all the same: schedulers for unknown optimizers
      const item = unknownValue(spelled(scope, clause.target.range), clause.iterable.range);
      machine.assign(clause.target, item, inner);
      fill(index + 1);
      return values;
    }
    if (list.length > MOST_ELEMENTS) return unknownValue("a long list", expression.range, "limits");
    for (const value of list) {
      machine.assign(clause.target, value, inner);
      const failed = fill(index + 1);
      if (failed) return failed;
    }
    return undefined;
  };
  const failed = fill(0);
  if (failed) {
    if (failed.type === "object")
      return machine.unknown(spelled(scope, expression.range), expression.range);
    return unknownFrom([failed], spelled(scope, expression.range), expression.range);
  }
  return expression.kind === "dict" ? { type: "dict", entries } : listValue(items);
}

export function template(machine: Machine, expression: Template, scope: Scope): Value {
  let text = "";
  for (const part of expression.parts) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const value = machine.evaluate(part.value, scope);
    if (value.type === "text" && part.format === undefined) text += value.value;
    else if (value.type === "number" && !value.float && part.format === undefined)
      text += String(value.value);
    else return unknownFrom([value], spelled(scope, expression.range), expression.range);
  }
  return textValue(text);
}
