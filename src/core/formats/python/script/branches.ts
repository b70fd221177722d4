import type { If, Match, MatchPattern, Statement } from "../../../program/statementTree";
import { holding, lookAside, ordering } from "./conditions";
import { endLoop, leaveLoop } from "./loop";
import { keepingConditions, roundsOf, type Guard } from "./guards";
import { spelled, type Completion, type Machine } from "./machine";
import { compare } from "./operators";
import { perhaps } from "./tables";
import {
  choiceOf,
  none,
  sameValue,
  unknownFrom,
  unknownValue,
  type ListValue,
  type Unknown,
  type Scope,
  type Value,
} from "./value";

export function condition(machine: Machine, statement: If, scope: Scope): Completion | undefined {
  const test = machine.evaluate(statement.test, scope);
  const text = spelled(scope, statement.test.range);
  const holds = holding(machine, test, text);
  if (holds !== undefined) {
    const { then, otherwise } = statement;
    const [taken, other] = holds ? [then, otherwise] : [otherwise, then];
    const start = other[0]?.range.start ?? 0;
    const range = { start, end: other.at(-1)?.range.end ?? start };
    lookAside(machine, { test, holds, scope, range }, statement.test, () =>
      machine.execute(other, scope),
    );
    return machine.execute(taken, scope);
  }
  const open = ordering(statement.test, test);
  const guard = { text, test: statement.test, scope };
  return fork(machine, { text, range: statement.test.range, test, open, guard }, [
    () => machine.execute(statement.then, scope),
    () => machine.execute(statement.otherwise, scope),
  ]);
}

interface Fork {
  readonly text: string;
  readonly range: Statement["range"];
  readonly test: Value;
  /** The comparison of numbers that is undecided. */
  readonly open?: Unknown | undefined;
  readonly guard?: Guard;
}

/** Reads both branches from the same state and joins what they leave. */
function fork(
  machine: Machine,
  where: Fork,
  [then, otherwise]: readonly [() => Completion | undefined, () => Completion | undefined],
): Completion | undefined {
  const a = branch(machine, where, then, "");
  const b = branch(machine, where, otherwise, "not ");
  if (a.result?.type === "break" || b.result?.type === "break")
    leftByBreak(machine, where, a.result?.type === "break");
  if (a.result && b.result) return bothEnded(machine, where, a.result, b.result);
  for (const rest of [a.rest, b.rest]) if (rest !== "") machine.conditions.push(rest);
  if (!a.result && !b.result) {
    machine.journal.join(a.changes, b.changes, (holder, key, left, right) =>
      merged(machine, where, holder, key, left as Value | undefined, right as Value | undefined),
    );
    return undefined;
  }
  const ended = a.result ?? b.result;
  machine.journal.redo(a.result ? b.changes : a.changes);
  if (ended && isLeftByRounds(where, ended)) assume(machine, where, a.result ? "not " : "");
  if (ended?.type === "return")
    machine.frames.at(-1)?.early.push({
      condition: where.text,
      range: where.range,
      value: ended.value ?? none,
      test: where.open,
    });
  return undefined;
}

/** A `break` that the loop's variable alone decides ends it in the first round that reaches it. */
function leftByBreak(machine: Machine, { guard }: Fork, isThen: boolean): void {
  const loop = machine.loops.at(-1);
  const condition = guard && `${isThen ? "" : "not "}${guard.text}`;
  const isAlone = machine.guards.length === 0;
  const rounds = condition && isAlone ? roundsOf(machine, guard, condition) : undefined;
  if (!loop || rounds?.loop !== loop) {
    leaveLoop(machine.loops);
    return;
  }
  const last = rounds.taken.indexOf(true);
  const { methods, writes } = machine.findings;
  const isBegun = [...methods, ...writes].some(({ loops }) => loops.includes(loop));
  if (last >= 0) endLoop(loop, isBegun ? last + 1 : last);
}

/** Reads one branch. `rest` is what must hold for what follows, where only a part of it leaves the round. */
function branch(machine: Machine, where: Fork, work: () => Completion | undefined, sign: string) {
  return keepingConditions(machine, () => {
    assume(machine, where, sign);
    const depth = machine.conditions.length;
    const outcome = machine.journal.attempt(work);
    const rest = machine.conditions.slice(depth).join(" and ");
    return { ...outcome, rest: rest && `${rest}, where ${sign}${where.text}` };
  });
}

function assume(machine: Machine, { text, guard }: Fork, sign: string): void {
  machine.conditions.push(`${sign}${text}`);
  if (guard) machine.guards.push(guard);
}

/** `if epoch < 3: continue`: what follows is not done in those rounds. */
const isLeftByRounds = ({ test }: Fork, { type }: Completion): boolean =>
  test.type === "unknown" && test.reason === "loop" && (type === "continue" || type === "return");

function bothEnded(
  machine: Machine,
  { text, range, open }: Fork,
  a: Completion,
  b: Completion,
): Completion {
  if (a.type === "return" && b.type === "return") {
    const values = [a.value ?? none, b.value ?? none];
    return { type: "return", value: choiceOf(text, range, values, open) };
  }
  if (a.type === "raise") return b;
  if (b.type === "raise") return a;
  const ended = a.type === "return" ? a : b;
  if (ended.type === "return")
    machine.frames
      .at(-1)
      ?.early.push({ condition: text, range, value: ended.value ?? none, test: open });
  return a.type === "return" ? b : a;
}

/** What a place holds after two branches that left different values there. */
function merged(
  machine: Machine,
  { text, range, test, open }: Fork,
  holder: object,
  key: string | number,
  a: Value | undefined,
  b: Value | undefined,
): unknown {
  if (key === "items" && "items" in holder) {
    machine.journal.put(holder as ListValue, "uncertain", unknownValue(text, range, "branches"));
    return longer(a, b);
  }
  const [only] = a && b ? [] : [a ?? b];
  if (only && machine.journal.tables.has(holder)) return perhaps(text, range, only, open);
  if (!a || !b) return only;
  if (sameValue(a, b)) return a;
  if (test.type === "unknown" && test.reason === "loop")
    return unknownFrom([test, a, b], text, range);
  return choiceOf(text, range, [a, b], open);
}

function longer(a: unknown, b: unknown): unknown {
  const [left, right] = [a as readonly Value[], b as readonly Value[]];
  return left.length >= right.length ? left : right;
}

export function match(machine: Machine, statement: Match, scope: Scope): Completion | undefined {
  const subject = machine.evaluate(statement.subject, scope);
  const text = spelled(scope, statement.subject.range);
  const from = (index: number): Completion | undefined => {
    const clause = statement.cases[index];
    if (!clause) return undefined;
    const holds = clause.guard ? undefined : matches(machine, subject, clause.pattern, scope);
    if (holds === true) return machine.execute(clause.body, scope);
    if (holds === false) return from(index + 1);
    return fork(machine, { text, range: clause.range, test: subject }, [
      () => machine.execute(clause.body, scope),
      () => from(index + 1),
    ]);
  };
  return from(0);
}

function matches(
  machine: Machine,
  subject: Value,
  pattern: MatchPattern,
  scope: Scope,
): boolean | undefined {
  if (pattern.type === "any") return true;
  if (pattern.type === "value")
    return compare("==", subject, machine.evaluate(pattern.value, scope));
  if (pattern.type !== "or") return undefined;
  const all = pattern.options.map((option) => matches(machine, subject, option, scope));
  if (all.includes(true)) return true;
  return all.includes(undefined) ? undefined : false;
}
