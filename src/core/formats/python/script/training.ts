import type { Expression } from "../../../program/tree";
import type { ForEach, Statement, While } from "../../../program/statementTree";
import { countingOf } from "./counting";
import { sizeOf } from "./data/sizes";
import { keepingConditions } from "./guards";
import { leaveLoop, type Loop } from "./loop";
import { shownAt, spelled, type Machine } from "./machine";
import { binary } from "./operators";
import { lookUp } from "./scope";
import { isSetInside } from "./setInside";
import {
  none,
  numberOf,
  numberValue,
  unknownFrom,
  unknownValue,
  type Scope,
  type Value,
  type ListValue,
  type Unknown,
} from "./value";

const TRAINING = new Set([
  "step",
  "step_update",
  "backward",
  "zero_grad",
  "fit",
  "train_on_batch",
  "apply_gradients",
  "apply_updates",
]);

const known = new WeakMap<
  object,
  { readonly trains: boolean; readonly calls: ReadonlySet<string> }
>();

/** What a part of the program calls: whether it trains by itself, and the names of functions. */
function callsIn(node: object): { readonly trains: boolean; readonly calls: ReadonlySet<string> } {
  const found = known.get(node);
  if (found) return found;
  let training = false;
  const calls = new Set<string>();
  const open: unknown[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const part = next as { type?: string; callee?: Expression };
    if (part.type === "call" && part.callee?.type === "member") {
      training ||= TRAINING.has(part.callee.name);
      calls.add(part.callee.name);
    } else if (part.type === "call" && part.callee?.type === "name") calls.add(part.callee.name);
    for (const value of Object.values(next)) if (typeof value === "object") open.push(value);
  }
  const result = { trains: training, calls };
  known.set(node, result);
  return result;
}

/** Names of functions that train although nothing of them can be read. */
const SOUNDS_LIKE_TRAINING =
  /^(?:train|fit|run_epoch|do_train)(?:_|$)|_train(?:_|$)|train_?(?:one_?)?epoch/;

/** Whether a loop trains: its body is then read once, not as often as it runs. */
export function trains(statement: ForEach | While, scope: Scope): boolean {
  const done = new Set<object>();
  const search = (node: object, depth: number): boolean => {
    if (done.has(node) || depth > 6) return false;
    done.add(node);
    const { trains: training, calls } = callsIn(node);
    if (training) return true;
    for (const name of calls) {
      const callee = lookUp(scope, name) ?? methodNamed(scope, name);
      if (callee?.type === "function" ? search(callee.node, depth + 1) : false) return true;
      if (!callee && SOUNDS_LIKE_TRAINING.test(name)) return true;
      if (callee?.type === "library" && SOUNDS_LIKE_TRAINING.test(name)) return true;
    }
    return false;
  };
  return search(statement, 0);
}

function methodNamed(scope: Scope, name: string): Value | undefined {
  for (const value of (scope.module ?? scope).names.values()) {
    if (value.type !== "class" || value.mayHave?.(name) === false) continue;
    const method = value.members.get(name);
    if (method) return method;
  }
  return undefined;
}

/** Reads a loop's body once, with its variables unknown, and keeps the loop around what is met. */
export function readLoop(
  machine: Machine,
  statement: ForEach | While,
  scope: Scope,
  values?: Value,
): void {
  const loop = loopOf(machine, statement, scope, values);
  machine.findings.loops.push(loop);
  forgetCarried(machine, statement, scope);
  if (statement.type === "forEach") bindLoopVariable(machine, statement, scope);
  machine.loops.push(loop);
  try {
    const changes = machine.journal.watch(() => {
      const end = keepingConditions(machine, () => machine.execute(statement.body, scope));
      if (end?.type === "break") leaveLoop(machine.loops);
    });
    for (const { holder, key } of changes) {
      machine.findings.changedInLoops.add(holder);
      if (key === "items") machine.journal.put(holder as ListValue, "more", moreOf(loop));
    }
  } finally {
    machine.loops.pop();
  }
  forgetCarried(machine, statement, scope, (name, value) => {
    const isTruth = value.type === "boolean" && statement.type === "forEach";
    return isTruth && isSetInside(statement, name, value.value) && trains(statement, scope);
  });
}

const moreOf = ({ over, range }: Loop): Unknown => unknownValue(over, range, "loop");

export function bindLoopVariable(
  machine: Machine,
  { target, iterable }: ForEach,
  scope: Scope,
): void {
  const name = spelled(scope, target.range);
  machine.assign(target, unknownValue(name, iterable.range, "loop"), scope);
}

/** Numbers that a loop changes are not what they were before it; what they are, the round decides. */
function forgetCarried(
  machine: Machine,
  statement: ForEach | While,
  scope: Scope,
  keeps: (name: string, value: Value) => boolean = () => false,
): void {
  for (const name of assignedIn(statement.body)) {
    const value = lookUp(scope, name);
    if (value?.type !== "number" && value?.type !== "text" && value?.type !== "boolean") continue;
    if (!keeps(name, value))
      machine.assign(
        { type: "name", name, range: statement.range },
        unknownValue(name, statement.range, "loop"),
        scope,
      );
  }
}

const assigned = new WeakMap<object, ReadonlySet<string>>();

/** The plain names that statements give values to, functions inside them left out. */
export function assignedIn(statements: readonly Statement[]): ReadonlySet<string> {
  const done = assigned.get(statements);
  if (done) return done;
  const names = new Set<string>();
  const open: unknown[] = [...statements];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const part = next as Statement;
    if (part.type === "functionDefinition" || part.type === "classDefinition") continue;
    if (part.type === "assignment")
      for (const target of part.targets) if (target.type === "name") names.add(target.name);
    for (const value of Object.values(next)) if (typeof value === "object") open.push(value);
  }
  assigned.set(statements, names);
  return names;
}

function loopOf(machine: Machine, statement: ForEach | While, scope: Scope, values?: Value): Loop {
  const base = {
    node: statement,
    range: shownAt(machine, scope, statement.range),
    text: scope.text,
  };
  if (statement.type === "while") {
    const { counter, count, total } = whileCount(machine, statement, scope);
    return {
      ...base,
      count,
      total,
      variable: counter,
      over: spelled(scope, statement.test.range),
      counted: counter !== "",
    };
  }
  const source = stripped(statement.iterable);
  const over = values ?? machine.evaluate(statement.iterable, scope);
  const { count, counted } = countOf(machine, source, scope, over);
  return {
    ...base,
    count,
    countIfLeft:
      numberOf(count) === undefined || counted || machine.iterate(over)
        ? undefined
        : nameOfLength(machine, source, scope),
    counted,
    values: statement.target.type === "name" ? machine.iterate(over) : undefined,
    variable: spelled(scope, statement.target.range),
    over: spelled(scope, source.range),
  };
}

const WRAPPERS = new Set(["enumerate", "tqdm", "track", "iter", "progress_bar", "prefetch"]);

/** `tqdm(enumerate(loader))` runs over `loader`. */
function stripped(expression: Expression): Expression {
  let at = expression;
  for (let depth = 0; depth < 8 && at.type === "call"; depth++) {
    const { callee } = at;
    const name = callee.type === "name" ? callee.name : callee.type === "member" ? callee.name : "";
    const [first] = at.arguments;
    if (!first || !WRAPPERS.has(name)) break;
    at = first.value;
  }
  return at;
}

/** How often a loop runs: `range(n)`, the length of what it runs over, of several the shortest. */
function countOf(
  machine: Machine,
  source: Expression,
  scope: Scope,
  values: Value,
): { readonly count: Value; readonly counted: boolean } {
  const items = machine.iterate(values);
  const name = source.type === "call" ? nameOf(source.callee) : "";
  const counted = name === "range" || name === "trange" || name === "arange";
  const args = source.type === "call" ? source.arguments.map(({ value }) => value) : [];
  const range = counted ? rangeCount(machine, args, scope, source) : undefined;
  // the number that range() is given has its literal
  if (items)
    return {
      count: range && numberOf(range) === items.length ? range : numberValue(items.length),
      counted,
    };
  if (source.type !== "call") return { count: lengthOf(machine, source, scope), counted: false };
  if (range) return { count: range, counted };
  if (name === "islice") return { count: sliceCount(machine, args, scope, source), counted: false };
  if (name !== "zip") return { count: lengthOf(machine, source, scope), counted: false };
  return zipCount(machine, args, scope, source);
}

const nameOf = (callee: Expression): string =>
  callee.type === "name" || callee.type === "member" ? callee.name : "";

function zipCount(
  machine: Machine,
  args: readonly Expression[],
  scope: Scope,
  source: Expression,
): { readonly count: Value; readonly counted: boolean } {
  const all = args.map((part) => {
    const inner = stripped(part);
    return countOf(machine, inner, scope, machine.evaluate(part, scope));
  });
  const numbers = all.map(({ count }) => numberOf(count));
  const counted = all.find((one) => one.counted && numberOf(one.count) !== undefined);
  // zip(range(1000), batches) is written to end after 1000, whatever there is
  if (counted) return { count: counted.count, counted: false };
  const [first] = all;
  if (!numbers.includes(undefined))
    return { count: numberValue(Math.min(...numbers.map((n) => n ?? 0))), counted: false };
  const known = numbers[0] !== undefined;
  // the shortest ends it: the first one's length says nothing where others are not known
  const count = known ? undefined : first?.count;
  return { count: count ?? unknownLength(machine, source, scope), counted: false };
}

/** `islice(loader, 100)`: no more rounds than that, and no more than there are. */
function sliceCount(
  machine: Machine,
  args: readonly Expression[],
  scope: Scope,
  source: Expression,
): Value {
  const [over, stop, more] = args;
  const all = lengthOf(machine, stripped(over ?? source), scope);
  const most = stop && !more ? numberOf(machine.evaluate(stop, scope)) : undefined;
  const rounds = numberOf(all);
  if (rounds === undefined) return all;
  return most === undefined
    ? unknownLength(machine, source, scope)
    : numberValue(Math.min(rounds, most));
}

function rangeCount(
  machine: Machine,
  args: readonly Expression[],
  scope: Scope,
  source: Expression,
): Value {
  const values = args.map((part) => machine.evaluate(part, scope));
  const [a = none, b, c] = values;
  if (c && numberOf(c) !== 1)
    return unknownFrom(values, spelled(scope, source.range), source.range);
  if (!b || numberOf(a) === 0) return b ?? a;
  const count = binary("-", b, a);
  return count ?? unknownFrom([a, b], spelled(scope, source.range), source.range);
}

const unknownLength = (machine: Machine, source: Expression, scope: Scope): Value =>
  machine.unknown(`len(${spelled(scope, source.range)})`, source.range);

/** `len(loader)`, by the name that the loader first had. */
function lengthOf(machine: Machine, source: Expression, scope: Scope): Value {
  const value = machine.evaluate(source, scope);
  const size = sizeOf(machine, value);
  if (size !== undefined) return numberValue(size);
  return lengthNamed(machine, value, source, scope);
}

/** The rounds of a loop over data that may be left before its end, as they are asked for. */
const nameOfLength = (machine: Machine, source: Expression, scope: Scope): Value =>
  source.type === "name" || source.type === "member"
    ? lengthNamed(machine, machine.evaluate(source, scope), source, scope)
    : unknownLength(machine, source, scope);

function lengthNamed(machine: Machine, value: Value, source: Expression, scope: Scope): Value {
  const label =
    value.type === "object"
      ? (value.label ?? spelled(scope, source.range))
      : value.type === "unknown" && value.reason !== "loop"
        ? value.symbol
        : spelled(scope, source.range);
  return machine.unknown(`len(${label})`, source.range);
}

interface Counted extends Pick<Loop, "count" | "total"> {
  readonly counter: string;
}

/** `while step < 1000`: the name of the counter, and how often the loop, or one in it, runs. */
function whileCount(machine: Machine, { test, range, body }: While, scope: Scope): Counted {
  const text = spelled(scope, test.range);
  // `while True` says nothing of its rounds
  const symbol = /^(?:True|1)$/.test(text) ? "rounds of the loop" : text;
  const open = { counter: "", count: unknownValue(symbol, range) };
  if (test.type !== "compare") return open;
  const [link] = test.links;
  if (!link || test.first.type !== "name" || test.links.length > 1) return open;
  if (link.operator !== "<" && link.operator !== "<=") return open;
  const start = numberOf(machine.evaluate(test.first, scope));
  const limit = machine.evaluate(link.value, scope);
  const more = link.operator === "<=" ? 1 : 0;
  const left = start === undefined ? undefined : binary("-", limit, numberValue(start - more));
  const counting = countingOf(test.first.name, body);
  const counter = test.first.name;
  if (!counting) return { counter, count: unknownValue(symbol, range) };
  const rounds = left && roundsOf(left, counting.by);
  const count = rounds ?? unknownFrom([limit], spelled(scope, link.value.range), range);
  const { within } = counting;
  if (!within) return { counter, count };
  return { counter, count: unknownValue(`rounds of ${symbol}`, range), total: { within, count } };
}

/** How often a number is added before what is left is reached. */
function roundsOf(left: Value, by: number): Value | undefined {
  if (by === 1) return left;
  const number = numberOf(left);
  return number === undefined ? undefined : numberValue(Math.ceil(number / by));
}
