import type { Assignment, Statement } from "../../../program/statementTree";
import type { Expression } from "../../../program/tree";
import type { GroupWrite } from "./loop";
import { spelled, shownAt, type Machine, type Target } from "./machine";
import { binary, keyOf } from "./operators";
import { setName } from "./scope";
import { setEntry, spoil } from "./tables";
import { setAttribute } from "./variables";
import {
  label,
  listValue,
  unknownFrom,
  unknownValue,
  type DictValue,
  type Scope,
  type Value,
} from "./value";

export function remove(machine: Machine, target: Target, scope: Scope): void {
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

export function assignment(machine: Machine, statement: Assignment, scope: Scope): void {
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
    setAttribute(machine, object, name, value);
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
  } else if (object.type === "instance") machine.findings.ownItems.add(object.attributes);
  else if (object.type === "list") {
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
