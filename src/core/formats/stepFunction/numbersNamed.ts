import type { Expression } from "../../program/tree";
import type { Machine } from "../python/script/machine";
import { withinLimits } from "../python/script/limits";
import { numberOf, type FunctionValue } from "../python/script/value";

/** Numbers that a function names: how far it is worth drawing shows in them. */
export function numbersNamed(machine: Machine, { node, scope }: FunctionValue): number[] {
  const found: number[] = [];
  const open: unknown[] = [node.body];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const part = next as Expression;
    if (part.type === "number" || part.type === "name" || part.type === "member") {
      const result = machine.journal.undoing(() =>
        withinLimits(() => machine.evaluate(part, scope)),
      );
      const number = numberOf(result);
      if (number !== undefined) found.push(number);
      if (part.type !== "member") continue;
    }
    for (const value of Object.values(next)) if (typeof value === "object") open.push(value);
  }
  return found;
}
