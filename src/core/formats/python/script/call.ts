import type { Parameter } from "../../../program/tree";
import type { Range } from "../../../text/range";
import { bindParameters, nameOf } from "./binding";
import { shownAt, type CallPlace, type Frame, type Machine } from "./machine";
import { defineConfigFile, defineFlag, requireFlags } from "./flags/abslFlags";
import { runInterface } from "./flags/commandLine";
import { canonical } from "./importing";
import { lazyCall } from "./lazyCall";
import { isArgumentsBase, libraryBaseOf, lookUpMember } from "./inheritance";
import { limitsReached, nativeOf } from "./natives";
import { isSchedulerBase, startScheduler } from "./ownScheduler";
import { newScope } from "./scope";
import {
  choiceOf,
  listValue,
  none,
  unknownFrom,
  unknownValue,
  type ClassValue,
  type FunctionValue,
  type Given,
  type GivenValue,
  type InstanceValue,
  type LibraryObject,
  type Scope,
  type Value,
} from "./value";

const DEEPEST = 40;

/** What a call gives: functions and classes of the script are followed, others are kept as calls. */
export function call(
  machine: Machine,
  callee: Value,
  given: Given,
  place: CallPlace,
  scope: Scope,
): Value {
  machine.burn();
  switch (callee.type) {
    case "function":
      return machine.callFunction(callee, given, shownAt(machine, scope, place.range));
    case "class":
      return instantiate(machine, callee, given, place, scope);
    case "native":
      return callee.call(given);
    case "library":
      return libraryCall(machine, callee.path, given, place, scope);
    case "object":
      return curried(machine, callee, given, place, scope);
    case "instance": {
      const method = lookUpMember(callee.of, "__call__")?.value;
      if (method?.type === "function")
        return machine.callFunction({ ...method, self: callee }, given, place.range);
      noteEscapes(machine, given);
      return machine.unknown(place.text, place.range);
    }
    case "choice":
      return choiceOf(
        callee.condition,
        callee.range,
        callee.options.map((option) => call(machine, option, given, place, scope)),
        callee.test,
      );
    default:
      noteEscapes(machine, given);
      if (callee.type === "unknown" && callee.reason === "loop")
        return unknownFrom([callee], place.text, place.range);
      return machine.unknown(place.text, place.range);
  }
}

/** Notes what was given to something that is not followed: it may be stepped there. */
function noteEscapes(machine: Machine, { positional, keywords }: Given): void {
  for (const { value } of [...positional, ...keywords.values()]) escapeValue(machine, value, 0);
}

function escapeValue(machine: Machine, value: Value, depth: number): void {
  if (depth > 4) return;
  if (value.type === "object") machine.findings.escaped.add(value);
  else if (value.type === "instance") {
    if (machine.findings.escaped.has(value)) return;
    machine.findings.escaped.add(value);
    for (const part of value.attributes.values()) escapeValue(machine, part, depth + 1);
  } else if (value.type === "list")
    for (const item of value.items.slice(0, 100)) escapeValue(machine, item, depth + 1);
  else if (value.type === "dict")
    for (const item of value.entries.values()) escapeValue(machine, item, depth + 1);
  else if (value.type === "choice")
    for (const item of value.options) escapeValue(machine, item, depth + 1);
}

/** Libraries that do nothing to a scheduler that they are given, or whose own rules are known. */
const FOLLOWED =
  /^(?:builtins|math|numpy|torch|torchvision|transformers|timm|optax|keras|tensorflow|jax|flax|os|sys|logging|logger|tqdm|copy|json|yaml|pathlib|time|random|pytorch_warmup|ignite|fvcore|megatron|warnings|wandb)\b/;

function libraryCall(
  machine: Machine,
  path: string,
  given: Given,
  place: CallPlace,
  scope: Scope,
): Value {
  const flag =
    defineFlag(machine, path, given) ??
    defineConfigFile(machine, path, given, place, scope) ??
    requireFlags(machine, path, given) ??
    runInterface(machine, path, given, place, scope);
  if (flag) return flag;
  const native = path === "builtins.super" ? parentOf : nativeOf(path);
  const value = native?.(machine, given, place, scope);
  if (value) return value;
  if (native) {
    const parts = given.positional.map((one) => one.value);
    if (
      parts.some(({ type }) => type === "unknown" || type === "choice") &&
      path !== "builtins.len"
    )
      return unknownFrom(parts, place.text, place.range);
    return machine.unknown(lengthName(path, given) ?? place.text, place.range);
  }
  if (!FOLLOWED.test(path)) noteEscapes(machine, given);
  return newObject(machine, path, given, place, scope);
}

/** `len(x)` is named after what x was first called, so that one loader has one name in all functions. */
function lengthName(path: string, given: Given): string | undefined {
  const value = given.positional[0]?.value;
  if (path !== "builtins.len" || !value) return undefined;
  if (value.type === "object" && value.label !== undefined) return `len(${value.label})`;
  return value.type === "unknown" ? `len(${value.symbol})` : undefined;
}

function newObject(
  machine: Machine,
  path: string,
  given: Given,
  place: CallPlace,
  scope: Scope,
): LibraryObject {
  const object: LibraryObject = {
    type: "object",
    id: machine.findings.objects.length,
    path: canonical(path),
    given,
    range: shownAt(machine, scope, place.range),
    calleeRange: shownAt(machine, scope, place.calleeRange),
    label: undefined,
    loops: [...machine.loops],
    attributes: new Map(),
    conditions: [...machine.conditions],
  };
  machine.findings.objects.push(object);
  return object;
}

/** `inject_hyperparams(adamw)(learning_rate=…)`: the call that was called comes first. */
function curried(
  machine: Machine,
  callee: LibraryObject,
  given: Given,
  place: CallPlace,
  scope: Scope,
): Value {
  const lazy = lazyCall(callee, given);
  if (lazy) return lazy;
  const first: GivenValue = { value: callee, range: callee.range };
  const positional = [first, ...given.positional];
  return newObject(machine, `${callee.path}()`, { ...given, positional }, place, scope);
}

/** `super()`: the same object, looked up in the classes above. */
function parentOf(
  _machine: Machine,
  _given: Given,
  _place: CallPlace,
  scope: Scope,
): Value | undefined {
  let holder: Scope | undefined = scope;
  while (holder && !holder.names.has("__class__")) holder = holder.outer;
  const [owner, self] = [holder?.names.get("__class__"), holder?.names.get("#self")];
  if (owner?.type !== "class" || self?.type !== "instance") return undefined;
  const above: ClassValue = { ...owner, members: new Map() };
  // an object's own attributes hide nothing here: methods are what super() is asked for
  return { ...self, of: above };
}

/** The names of a class's constructor, `self` left out. */
export function constructorParameters(of: ClassValue): readonly Parameter[] {
  const method = lookUpMember(of, "__init__")?.value;
  return method?.type === "function" ? method.node.parameters.slice(1) : [];
}

const OPTIMIZER_BASE = /(?:^|\.)Optimizer$|^torch\.optim\.[A-Z]/;

function instantiate(
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
  return object;
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
    if (base !== undefined) machine.findings.baseCalls.set(object.attributes, { base, given });
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

function fillFields(machine: Machine, object: InstanceValue, given: Given): void {
  object.of.fields.forEach((name, index) => {
    const value = given.keywords.get(name)?.value ?? given.positional[index]?.value;
    const fallback = lookUpMember(object.of, name)?.value;
    const filled = value ?? (fallback && fieldDefault(machine, fallback));
    const { range } = object;
    object.attributes.set(name, filled ?? machine.unknown(name, range));
  });
}

const FIELD = /(?:^|\.)[Ff]ield$|^simple_parsing\.(?:choice|flag|list_field|mutable_field)$/;

/** `list_field(1, 2)`, `mutable_field(Options, lr=0.1)` of simple_parsing. */
function filledField(machine: Machine, { path, given, range }: LibraryObject): Value {
  if (path.endsWith(".list_field")) return listValue(given.positional.map(({ value }) => value));
  const [factory, ...positional] = given.positional;
  const place = { range, calleeRange: range, text: "" };
  return call(machine, factory?.value ?? none, { ...given, positional }, place, emptyScope);
}

/** `field(default=…)`, `field(default_factory=…)`. */
function fieldDefault(machine: Machine, value: Value): Value | undefined {
  if (value.type !== "object" || !FIELD.test(value.path)) return value;
  if (/_field$/.test(value.path)) return filledField(machine, value);
  const isChoice = value.path === "simple_parsing.choice";
  const first = isChoice ? undefined : value.given.positional[0]?.value;
  const given = value.given.keywords.get("default")?.value ?? first;
  const factory = value.given.keywords.get("default_factory")?.value;
  if (given || !factory) return given;
  const { range } = value;
  const nothing: Given = { positional: [], keywords: new Map(), range };
  const place = { range, calleeRange: range, text: "" };
  return factory.type === "function"
    ? machine.callFunction(factory, nothing, range)
    : call(machine, factory, nothing, place, emptyScope);
}

const emptyScope: Scope = {
  names: new Map(),
  outer: undefined,
  module: undefined,
  outerNames: new Map(),
  own: false,
  text: "",
  uri: "",
};

/** Runs a function of the script with its arguments bound as Python binds them. */
export function callFunction(
  machine: Machine,
  callee: FunctionValue,
  given: Given,
  range: Range,
): Value {
  const { node } = callee;
  machine.findings.called.add(node);
  const text = node.name ?? "lambda";
  if (machine.frames.length >= DEEPEST)
    return limitsReached({ range, calleeRange: range, text: `${text}(…)` });
  const scope = newScope(callee.scope);
  bindParameters(machine, callee, given, scope);
  if (node.suspended === true) {
    noteEscapes(machine, given);
    return machine.unknown(`${text}(…)`, range);
  }
  const foreign = !callee.scope.own;
  if (foreign) machine.sites.push(machine.sites.at(-1) ?? range);
  const frame: Frame = { early: [] };
  machine.frames.push(frame);
  try {
    return runBody(machine, callee, scope, frame, range);
  } finally {
    machine.frames.pop();
    if (foreign) machine.sites.pop();
  }
}

function runBody(
  machine: Machine,
  { node }: FunctionValue,
  scope: Scope,
  frame: Frame,
  range: Range,
): Value {
  if (!isBlock(node.body)) return machine.evaluate(node.body, scope);
  const completion = machine.execute(node.body, scope);
  if (completion?.type === "raise" && frame.early.length === 0)
    return unknownValue(`${node.name ?? "function"}(…)`, range, "unfinished");
  let value = completion?.value ?? none;
  const open = completion?.type === "raise" ? frame.early.slice(0, -1) : frame.early;
  if (completion?.type === "raise") value = frame.early.at(-1)?.value ?? none;
  for (const early of open.toReversed())
    value = choiceOf(early.condition, early.range, [early.value, value], early.test);
  return value;
}

const isBlock = (
  body: FunctionValue["node"]["body"],
): body is Extract<typeof body, readonly unknown[]> => Array.isArray(body);
