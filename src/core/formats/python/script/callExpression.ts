import type { Call, Expression } from "../../../program/tree";
import { shownAt, spelled, type CallPlace, type Machine } from "./machine";
import {
  unknownFrom,
  type Given,
  type GivenValue,
  type Scope,
  type Unknown,
  type Value,
} from "./value";

/** A call's place. Most calls are known, and need no name: their text is asked for where it is used. */
class SpelledPlace implements CallPlace {
  constructor(
    private readonly scope: Scope,
    readonly range: CallPlace["range"],
    readonly calleeRange: CallPlace["calleeRange"],
  ) {}

  get text(): string {
    return spelled(this.scope, this.range);
  }
}

export const placeOf = (
  scope: Scope,
  { range }: Expression,
  calleeRange: CallPlace["calleeRange"],
): CallPlace => new SpelledPlace(scope, range, calleeRange);

export function callExpression(machine: Machine, expression: Call, scope: Scope): Value {
  const { callee } = expression;
  const target = machine.evaluate(callee, scope);
  const calleeRange = callee.type === "member" ? callee.nameRange : callee.range;
  const given = givenOf(machine, expression, scope);
  return machine.call(target, given, placeOf(scope, expression, calleeRange), scope);
}

function givenOf(machine: Machine, call: Call, scope: Scope): Given {
  const positional: GivenValue[] = [];
  const keywords = new Map<string, GivenValue>();
  let open: Unknown | undefined;
  for (const { kind, name = "", nameRange, value: expression } of call.arguments) {
    const value = machine.evaluate(expression, scope);
    // of a call in another file, what is called there from this one is shown
    const range = shownAt(machine, scope, expression.range);
    if (kind === "positional") positional.push({ value, range, expression });
    else if (kind === "keyword")
      keywords.set(name, { value, range, nameRange: scope.own ? nameRange : range, expression });
    else if (kind === "spread") {
      const items = machine.iterate(value);
      if (items) positional.push(...items.map((item) => ({ value: item, range })));
      else open = unknownFrom([value], spelled(scope, range), range);
    } else if (value.type === "dict") {
      for (const [key, item] of value.entries) keywords.set(String(key), { value: item, range });
      open ??= value.uncertain;
    } else open = unknownFrom([value], spelled(scope, range), range);
  }
  return {
    positional,
    keywords,
    range: shownAt(machine, scope, call.range),
    ...(open && { open }),
  };
}
