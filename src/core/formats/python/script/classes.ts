import type { Parameter } from "../../../program/tree";
import type { Range } from "../../../text/range";
import { noteBaseCall } from "./baseCall";
import { nameOf } from "./binding";
import { dictOf } from "./dictClass";
import { fillFields } from "./fields";
import { isArgumentsBase, libraryBaseOf, lookUpMember } from "./inheritance";
import { newObject } from "./newObject";
import { shownAt, type CallPlace, type Machine } from "./machine";
import { isSchedulerBase, startScheduler } from "./ownScheduler";
import type {
  ClassValue,
  Given,
  GivenValue,
  InstanceValue,
  LibraryObject,
  Scope,
  Value,
} from "./value";

/** The names of a class's constructor, `self` left out. */
export function constructorParameters(of: ClassValue): readonly Parameter[] {
  const method = lookUpMember(of, "__init__")?.value;
  return method?.type === "function" ? method.node.parameters.slice(1) : [];
}

const OPTIMIZER_BASE = /(?:^|\.)Optimizer$|^torch\.optim\.[A-Z]/;

export function instantiate(
  machine: Machine,
  of: ClassValue,
  given: Given,
  place: CallPlace,
  scope: Scope,
): Value {
  const base = libraryBaseOf(of);
  if (base !== undefined && OPTIMIZER_BASE.test(base))
    return ownOptimizer(machine, of, base, given, place, scope);
  const object: InstanceValue = {
    type: "instance",
    of,
    attributes: new Map(),
    range: shownAt(machine, scope, place.range),
    loops: [...machine.loops],
    given,
  };
  machine.findings.instances.push(object);
  if (of.dataclass) fillFields(machine, object, given);
  construct(machine, object, given, place.range);
  if (isSchedulerBase(base))
    noteScheduler(machine, object, shownAt(machine, scope, place.calleeRange));
  if (base !== undefined && isArgumentsBase(base))
    noteArguments(machine, object, base, place, scope);
  return dictOf(machine, object, place, scope) ?? object;
}

/** The arguments of the library's class, those that the script's own class has by default among them. */
function noteArguments(
  machine: Machine,
  object: InstanceValue,
  base: string,
  place: CallPlace,
  scope: Scope,
): void {
  const { range, loops, attributes, given } = object;
  const fields = [...attributes].flatMap(([name, value]) =>
    value.type === "unknown" && value.reason === "unfinished"
      ? []
      : [[name, { value, range: given?.keywords.get(name)?.range ?? range }] as const],
  );
  const keywords = new Map([...fields, ...(given?.keywords ?? [])]);
  machine.findings.objects.push({
    type: "object",
    id: machine.findings.objects.length,
    path: base,
    given: { positional: [], keywords, range, ...(given?.open && { open: given.open }) },
    range,
    calleeRange: shownAt(machine, scope, place.calleeRange),
    label: undefined,
    loops,
    attributes,
    conditions: [...machine.conditions],
  });
}

/** A scheduler of the script's own stands among the objects of libraries, to be followed as they are. */
export function noteScheduler(machine: Machine, object: InstanceValue, calleeRange: Range): void {
  const { range, loops, of } = object;
  const given = object.given ?? { positional: [], keywords: new Map(), range };
  const noted: LibraryObject = {
    type: "object",
    id: machine.findings.objects.length,
    path: `${libraryBaseOf(of) ?? ""}#${of.name}`,
    given,
    range,
    calleeRange,
    label: undefined,
    loops,
    attributes: object.attributes,
    conditions: [...machine.conditions],
  };
  machine.findings.objects.push(noted);
  machine.findings.ownSchedulers.set(object.attributes, { object: noted, instance: object });
}

/** Runs the constructor of an object; without one, of a library's class, notes what it is given. */
export function construct(
  machine: Machine,
  object: InstanceValue,
  given: Given,
  range: Range,
): void {
  const found = lookUpMember(object.of, "__init__");
  const after = lookUpMember(object.of, "__post_init__");
  if (found?.value.type === "function")
    machine.callFunction({ ...found.value, self: object, owner: found.owner }, given, range);
  else {
    const base = libraryBaseOf(object.of);
    if (base !== undefined) noteBaseCall(machine, object, base, given);
    if (isSchedulerBase(base)) startScheduler(machine, object, given);
  }
  if (object.of.dataclass && after?.value.type === "function") {
    const nothing: Given = { positional: [], keywords: new Map(), range };
    machine.callFunction({ ...after.value, self: object, owner: after.owner }, nothing, range);
  }
}

/** An optimizer of the script's own: its arguments by the names of its constructor. */
function ownOptimizer(
  machine: Machine,
  of: ClassValue,
  base: string,
  given: Given,
  place: CallPlace,
  scope: Scope,
): LibraryObject {
  const keywords = new Map(given.keywords);
  constructorParameters(of).forEach((parameter, index) => {
    const value = given.positional[index] ?? defaultGiven(machine, parameter, of);
    const name = nameOf(parameter);
    if (value && name !== undefined && !keywords.has(name)) keywords.set(name, value);
  });
  return newObject(machine, `${base}#${of.name}`, { ...given, keywords }, place, scope);
}

function defaultGiven(
  machine: Machine,
  parameter: Parameter,
  of: ClassValue,
): GivenValue | undefined {
  if (!parameter.default) return undefined;
  const { range } = parameter.default;
  return { value: machine.evaluate(parameter.default, of.scope), range };
}
