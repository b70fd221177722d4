import type { Expression } from "../../../program/tree";
import { partsIn } from "../../../program/partsIn";
import type { Loop } from "./loop";
import type { Machine } from "./machine";
import { truth } from "./operators";
import { lookUp } from "./scope";
import type { Scope, Value } from "./value";

/** A test that some rounds of a loop pass: its branch is being read. */
export interface Guard {
  readonly text: string;
  readonly test: Expression;
  readonly scope: Scope;
}

/** The rounds of a loop in which a condition holds. */
export interface Rounds {
  /** As it stands among the conditions of a call, with `not ` before what must not hold. */
  readonly condition: string;
  readonly loop: Loop;
  readonly taken: readonly boolean[];
}

/** Runs `work`; conditions that it leaves for what follows in it hold no longer than it runs. */
export function keepingConditions<Result>(machine: Machine, work: () => Result): Result {
  const { conditions, guards } = machine;
  const [before, guardsBefore] = [conditions.length, guards.length];
  try {
    return work();
  } finally {
    conditions.length = Math.min(conditions.length, before);
    guards.length = Math.min(guards.length, guardsBefore);
  }
}

/** What trying the rounds may take: of a longer loop the condition stays what only the run knows. */
const MOST_ROUNDS = 4000;

/** For each condition around what is being read that only a loop's variable decides: the rounds. */
export function roundsTaken(machine: Machine): readonly Rounds[] {
  return machine.guards.flatMap((guard) => {
    const condition = [guard.text, `not ${guard.text}`].find((text) =>
      machine.conditions.includes(text),
    );
    const rounds = condition !== undefined && roundsOf(machine, guard, condition);
    return rounds ? [rounds] : [];
  });
}

/** The rounds of a loop in which a test holds, or does not, where its variable alone decides. */
export function roundsOf(machine: Machine, guard: Guard, condition: string): Rounds | undefined {
  const names = loopNames(guard);
  const [name] = names;
  const loop = machine.loops.find(({ variable }) => variable === lookedUp(guard, name));
  if (name === undefined || names.length > 1 || !loop?.values) return undefined;
  if (loop.values.length > MOST_ROUNDS) return undefined;
  const holds = !condition.startsWith("not ") || condition === guard.text;
  const taken: boolean[] = [];
  for (const value of loop.values) {
    const passed = tried(machine, guard, name, value);
    if (passed === undefined) return undefined;
    taken.push(passed === holds);
  }
  return { condition, loop, taken };
}

/** The names in a test that a loop decides; one more that nothing is read of, where it calls something. */
function loopNames(guard: Guard): readonly (string | undefined)[] {
  const names = new Set<string | undefined>();
  for (const part of partsIn(guard.test)) {
    if (part.type === "call") return [undefined];
    if (part.type === "name" && lookedUp(guard, part.name) !== undefined) names.add(part.name);
  }
  return [...names];
}

/** The loop's variable that a name holds. */
function lookedUp({ scope }: Guard, name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : lookUp(scope, name);
  return value?.type === "unknown" && value.reason === "loop" ? value.symbol : undefined;
}

const tried = (
  machine: Machine,
  { test, scope }: Guard,
  name: string,
  value: Value,
): boolean | undefined =>
  machine.journal.undoing(() => {
    machine.assign({ type: "name", name, range: test.range }, value, scope);
    return truth(machine.evaluate(test, scope));
  });
