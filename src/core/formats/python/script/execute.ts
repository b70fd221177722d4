import { perhaps, setEntry, spoil } from "./tables";
import type { Expression } from "../../../program/tree";
import type {
  Assignment,
  ForEach,
  If,
  Match,
  MatchPattern,
  Statement,
  Try,
  While,
  With,
} from "../../../program/statementTree";
import { holding, lookAside, ordering } from "./evaluate";
import { runImport } from "./importing";
import { classValue } from "./definitions";
import type { GroupWrite } from "./loop";
import { spelled, shownAt, type Completion, type Machine, type Target } from "./machine";
import { binary, compare, keyOf, PythonError, truth } from "./operators";
import { setName } from "./scope";
import { readLoop, trains } from "./training";
import {
  choiceOf,
  label,
  listValue,
  none,
  unknownFrom,
  unknownValue,
  type DictValue,
  type ListValue,
  type Unknown,
  type Scope,
  type Value,
} from "./value";

/** Runs statements in order; says how they ended where that was before their end. */
export function execute(
  machine: Machine,
  statements: readonly Statement[],
  scope: Scope,
): Completion | undefined {
  for (const statement of statements) {
    machine.burn();
    const completion = step(machine, statement, scope);
    if (completion) return completion;
  }
  return undefined;
}

function step(machine: Machine, statement: Statement, scope: Scope): Completion | undefined {
  try {
    return executeOne(machine, statement, scope);
  } catch (error) {
    if (error instanceof PythonError) return { type: "raise" };
    throw error;
  }
}

function executeOne(machine: Machine, statement: Statement, scope: Scope): Completion | undefined {
  switch (statement.type) {
    case "expression":
      machine.evaluate(statement.value, scope);
      return undefined;
    case "assignment":
      assignment(machine, statement, scope);
      return undefined;
    case "if":
      return condition(machine, statement, scope);
    case "forEach":
      return forEach(machine, statement, scope);
    case "while":
      return whileLoop(machine, statement, scope);
    case "try":
      return attempt(machine, statement, scope);
    case "with":
      return context(machine, statement, scope);
    case "functionDefinition": {
      const value = machine.evaluate(statement.value, scope);
      setName(machine.journal, scope, statement.name.name, value);
      return undefined;
    }
    case "classDefinition":
      setName(machine.journal, scope, statement.name.name, classValue(machine, statement, scope));
      return undefined;
    case "return":
      return {
        type: "return",
        value: statement.value ? machine.evaluate(statement.value, scope) : none,
      };
    case "break":
    case "continue":
      return { type: statement.type };
    case "raise":
      return { type: "raise" };
    case "import":
      runImport(machine, statement, scope);
      return undefined;
    case "outer":
      for (const name of statement.names) scope.outerNames.set(name, statement.kind);
      return undefined;
    case "delete":
      for (const target of statement.targets) remove(machine, target, scope);
      return undefined;
    case "match":
      return match(machine, statement, scope);
    case "block":
      return machine.execute(statement.body, scope);
    default:
      return undefined;
  }
}

function remove(machine: Machine, target: Target, scope: Scope): void {
  if (target.type === "name") machine.journal.set(scope.names, target.name, undefined);
  if (target.type !== "index" && target.type !== "member") return;
  const object = machine.evaluate(target.object, scope);
  if (target.type === "member") {
    if (object.type === "instance" || object.type === "object")
      machine.journal.set(object.attributes, target.name, undefined);
    return;
  }
  const index = target.index.type === "slice" ? undefined : machine.evaluate(target.index, scope);
  const key = index && keyOf(index);
  if (object.type === "dict" && key !== undefined) setEntry(machine, object, key, undefined);
  else if (object.type === "dict")
    spoil(machine, object, unknownFrom(index ? [index] : [], "a key", target.range));
  else if (object.type === "list" && typeof key === "number" && !object.uncertain)
    machine.journal.put(object, "items", object.items.toSpliced(key, 1));
  else if (object.type === "list")
    machine.journal.put(object, "uncertain", unknownValue("an item", target.range));
}

function assignment(machine: Machine, statement: Assignment, scope: Scope): void {
  const { targets, operator, value: expression } = statement;
  if (!expression) return;
  const value = machine.evaluate(expression, scope);
  for (const target of targets) {
    if (!operator) {
      machine.assign(target, value, scope);
      continue;
    }
    const before = machine.evaluate(target as Expression, scope);
    if (before.type === "list" && !before.tuple && value.type === "list" && operator === "+")
      machine.journal.put(before, "items", [...before.items, ...value.items]);
    else machine.assign(target, updated(operator, before, value, scope, statement), scope);
  }
}

function updated(
  operator: NonNullable<Assignment["operator"]>,
  before: Value,
  value: Value,
  scope: Scope,
  { range }: Assignment,
): Value {
  return (
    binary(operator, before, value) ?? unknownFrom([before, value], spelled(scope, range), range)
  );
}

/** Gives a value to what stands left of `=`. */
export function assign(machine: Machine, target: Target, value: Value, scope: Scope): void {
  switch (target.type) {
    case "name":
      setName(machine.journal, scope, target.name, value);
      return;
    case "member":
      assignMember(machine, machine.evaluate(target.object, scope), target.name, value);
      return;
    case "index": {
      const object = machine.evaluate(target.object, scope);
      const key = machine.evaluate(target.index, scope);
      assignItem(machine, object, key, value, shownAt(machine, scope, target.range));
      return;
    }
    case "listPattern":
      unpack(machine, target, value, scope);
      return;
    default:
      return;
  }
}

function assignMember(machine: Machine, object: Value, name: string, value: Value): void {
  label(value, name);
  if (object.type === "instance" || object.type === "object")
    machine.journal.set(object.attributes, name, value);
  else if (object.type === "dict") setEntry(machine, object, name, value);
  else if (object.type === "class") machine.journal.set(object.members, name, value);
}

function assignItem(
  machine: Machine,
  object: Value,
  index: Value,
  value: Value,
  range: Statement["range"],
): void {
  const key = keyOf(index);
  if (object.type === "dict") {
    if (key === undefined) spoil(machine, object, unknownFrom([index], "a key", range));
    else setEntry(machine, object, key, value);
    if (object.group && typeof key === "string")
      noteWrite(machine, object.group, key, value, range);
  } else if (object.type === "list" && typeof key === "number" && object.items.at(key)) {
    machine.journal.put(object, "items", object.items.with(key, value));
  } else if (object.type === "list") {
    const uncertain = unknownFrom([index], "an item", range);
    machine.journal.put(object, "uncertain", uncertain);
  }
}

function noteWrite(
  machine: Machine,
  { optimizer, index }: NonNullable<DictValue["group"]>,
  key: string,
  value: Value,
  range: Statement["range"],
): void {
  const write: GroupWrite = {
    optimizer,
    group: index,
    key,
    value,
    range,
    loops: [...machine.loops],
    conditions: [...machine.conditions],
    by: machine.steppers.at(-1),
  };
  machine.findings.writes.push(write);
  machine.observe?.(write);
}

function unpack(
  machine: Machine,
  target: Extract<Target, { type: "listPattern" }>,
  value: Value,
  scope: Scope,
): void {
  const items = machine.iterate(value) ?? partsOfObject(value, target.range);
  const { rest = target.items.length } = target;
  const more = items ? items.length - target.items.length : 0;
  target.items.forEach((item, index) => {
    if (!item) return;
    if (index === rest && items)
      machine.assign(item.target, listValue(items.slice(rest, rest + more + 1)), scope);
    else
      machine.assign(
        item.target,
        items?.[index > rest ? index + more : index] ?? part(machine, value, item.target, scope),
        scope,
      );
  });
}

/** The parts of what some libraries' functions give back; an optimizer goes in and comes out. */
function partsOfObject(value: Value, range: Statement["range"]): readonly Value[] | undefined {
  if (value.type !== "object") return undefined;
  const unknown = (name: string): Value => unknownValue(name, range);
  const named = (name: string): Value => value.given.keywords.get(name)?.value ?? unknown(name);
  if (/^timm\.scheduler\b.*\.create_scheduler(?:_v2)?$/.test(value.path))
    return [value, unknown("num_epochs")];
  if (value.path === "deepspeed.initialize")
    return [value, named("optimizer"), unknown("training_dataloader"), named("lr_scheduler")];
  return undefined;
}

/** One of several names that are given what only the run knows: named after the name. */
function part(machine: Machine, value: Value, target: Target, scope: Scope): Value {
  const name = spelled(scope, target.range);
  if (value.type === "unknown" && value.reason === "loop")
    return unknownFrom([value], name, target.range);
  if (value.type === "choice") return unknownFrom([value], name, target.range);
  // `optimizer, scheduler = initialize(…)`: each may be either
  return machine.unknown(name, target.range);
}

function condition(machine: Machine, statement: If, scope: Scope): Completion | undefined {
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
  return fork(machine, { text, range: statement.test.range, test, open }, [
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
}

/** Reads both branches from the same state and joins what they leave. */
function fork(
  machine: Machine,
  where: Fork,
  [then, otherwise]: readonly [() => Completion | undefined, () => Completion | undefined],
): Completion | undefined {
  const run = (work: () => Completion | undefined, sign: string) => {
    machine.conditions.push(`${sign}${where.text}`);
    try {
      return machine.journal.attempt(work);
    } finally {
      machine.conditions.pop();
    }
  };
  const a = run(then, "");
  const b = run(otherwise, "not ");
  if (a.result && b.result) return bothEnded(machine, where, a.result, b.result);
  if (!a.result && !b.result) {
    machine.journal.join(a.changes, b.changes, (holder, key, left, right) =>
      merged(machine, where, holder, key, left as Value | undefined, right as Value | undefined),
    );
    return undefined;
  }
  const ended = a.result ?? b.result;
  machine.journal.redo(a.result ? b.changes : a.changes);
  if (ended?.type === "return")
    machine.frames.at(-1)?.early.push({
      condition: where.text,
      range: where.range,
      value: ended.value ?? none,
      test: where.open,
    });
  return undefined;
}

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
  if (test.type === "unknown" && test.reason === "loop")
    return unknownFrom([test, a, b], text, range);
  return choiceOf(text, range, [a, b], open);
}

function longer(a: unknown, b: unknown): unknown {
  const [left, right] = [a as readonly Value[], b as readonly Value[]];
  return left.length >= right.length ? left : right;
}

function match(machine: Machine, statement: Match, scope: Scope): Completion | undefined {
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

/** More rounds than this are not run one by one. */
const MOST_ROUNDS = 300;
/** And steps of reading that all rounds of a loop may take: data are not made here. */
const MOST_FUEL = 6000;

function forEach(machine: Machine, statement: ForEach, scope: Scope): Completion | undefined {
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
    const completion = machine.execute(statement.body, scope);
    if (completion?.type === "break") return undefined;
    if (completion && completion.type !== "continue") return completion;
  }
  return statement.otherwise && machine.execute(statement.otherwise, scope);
}

function whileLoop(machine: Machine, statement: While, scope: Scope): Completion | undefined {
  if (trains(statement, scope)) {
    if (machine.train?.(statement, scope) !== true) readLoop(machine, statement, scope);
    return undefined;
  }
  const start = machine.fuel;
  for (let round = 0; round < MOST_ROUNDS && start - machine.fuel <= MOST_FUEL; round++) {
    const holds = truth(machine.evaluate(statement.test, scope));
    if (holds === false) return undefined;
    if (holds === undefined) break;
    const completion = machine.execute(statement.body, scope);
    if (completion?.type === "break") return undefined;
    if (completion && completion.type !== "continue") return completion;
  }
  readLoop(machine, statement, scope);
  return undefined;
}

/** What is tried is taken to work; where it raises, the first handler that goes on counts. */
function attempt(machine: Machine, statement: Try, scope: Scope): Completion | undefined {
  let completion = machine.execute(statement.body, scope);
  if (!completion && statement.otherwise) completion = machine.execute(statement.otherwise, scope);
  for (const { body } of completion?.type === "raise" ? statement.handlers : []) {
    completion = machine.execute(body, scope);
    if (completion?.type !== "raise") break;
  }
  const last = statement.finally && machine.execute(statement.finally, scope);
  return last ?? completion;
}

function context(machine: Machine, statement: With, scope: Scope): Completion | undefined {
  for (const { value, target } of statement.items) {
    const entered = machine.evaluate(value, scope);
    if (target) machine.assign(target, entered, scope);
  }
  return machine.execute(statement.body, scope);
}
