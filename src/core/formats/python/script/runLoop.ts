import type { ForEach, While } from "../../../program/statementTree";
import { keepingConditions } from "./guards";
import type { Completion, Machine } from "./machine";
import { truth } from "./operators";
import { readLoop, trains } from "./training";
import type { Scope } from "./value";

/** More rounds than this are not run one by one. */
const MOST_ROUNDS = 300;

/** And steps of reading that all rounds of a loop may take: data are not made here. */
const MOST_FUEL = 6000;

export function forEach(
  machine: Machine,
  statement: ForEach,
  scope: Scope,
): Completion | undefined {
  if (trains(statement, scope)) {
    if (machine.train?.(statement, scope) !== true) readLoop(machine, statement, scope);
    return undefined;
  }
  const values = machine.evaluate(statement.iterable, scope);
  const items = machine.iterate(values);
  if (!items || items.length > MOST_ROUNDS) {
    readLoop(machine, statement, scope, values);
    return undefined;
  }
  const start = machine.fuel;
  for (const item of items) {
    if (start - machine.fuel > MOST_FUEL) {
      readLoop(machine, statement, scope, values);
      return undefined;
    }
    machine.assign(statement.target, item, scope);
    const completion = keepingConditions(machine, () => machine.execute(statement.body, scope));
    if (completion?.type === "break") return undefined;
    if (completion && completion.type !== "continue") return completion;
  }
  return statement.otherwise && machine.execute(statement.otherwise, scope);
}

export function whileLoop(
  machine: Machine,
  statement: While,
  scope: Scope,
): Completion | undefined {
  if (trains(statement, scope)) {
    if (machine.train?.(statement, scope) !== true) readLoop(machine, statement, scope);
    return undefined;
  }
  const start = machine.fuel;
  for (let round = 0; round < MOST_ROUNDS && start - machine.fuel <= MOST_FUEL; round++) {
    const holds = truth(machine.evaluate(statement.test, scope));
    if (holds === false) return undefined;
    if (holds === undefined) break;
    const completion = keepingConditions(machine, () => machine.execute(statement.body, scope));
    if (completion?.type === "break") return undefined;
    if (completion && completion.type !== "continue") return completion;
  }
  readLoop(machine, statement, scope);
  return undefined;
}
