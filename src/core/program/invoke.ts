import type { Code, CompiledParameter } from "./code";
import { ProgramError } from "./errors";
import { Frame } from "./frame";
import { adopted } from "./adopt";
import { forgetful } from "./forgetful";
import { givenOf, type Machine } from "./machine";
import {
  Dict,
  isObject,
  LibraryCall,
  List,
  Native,
  Unknown,
  type Cell,
  type Closure,
  type Given,
  type Library,
  type Site,
  type Value,
  type Variable,
} from "./values";
import { t } from "../text/words";

/** Calls whatever it is. `text` is the call as it is written, to name it where it is unknown. */
export function invoke(machine: Machine, callee: Value, given: Given, text: string): Value {
  if (!isObject(callee)) throw notCallable(machine, callee, given.site);
  switch (callee.kind) {
    case "closure":
      return callClosure(machine, callee, given, callee.self);
    case "native":
      machine.place = given.site;
      return callee.run(machine, given, undefined);
    case "bound":
      return callMethod(machine, callee.method, given, callee.self);
    case "library":
      machine.place = given.site;
      return callLibrary(machine, callee, given);
    case "unknown":
      mayChange(machine, given, text);
      machine.place = given.site;
      return callee.reason === "runtime" && text !== ""
        ? machine.unknown(text, given.site)
        : machine.opened(callee);
    case "choice":
      return machine.lift([callee], ([option]) => invoke(machine, option, given, text));
    default:
      throw notCallable(machine, callee, given.site);
  }
}

/** A name that is both a function and holds others, as `Number` is, or a library's own. */
function callLibrary(machine: Machine, { path }: Library, given: Given): Value {
  const own = machine.semantics.library(path)?.value;
  if (own instanceof Native) return own.run(machine, given, undefined);
  return machine.libraryCall(new LibraryCall(path, given.callee ?? given.site, given));
}

export function callMethod(
  machine: Machine,
  method: Value,
  given: Given,
  self: Value,
  text = "",
): Value {
  if (!isObject(method)) throw notCallable(machine, method, given.site);
  if (method.kind === "native") {
    machine.place = given.site;
    return method.run(machine, given, self);
  }
  if (method.kind !== "closure") return invoke(machine, method, given, text);
  return callClosure(machine, method, given, self);
}

function notCallable(machine: Machine, value: Value, site: Site): ProgramError {
  const name = machine.semantics.format(machine, value, undefined, undefined, site);
  return machine.error(t`This is ${name} and cannot be called.`, site, "TypeError");
}

/** A function that is not known may change the lists and objects that it is given, and may call functions. */
export function mayChange(machine: Machine, given: Given, callee: string): void {
  if (machine.host.leaves?.(callee.replace(/\(.*$/s, ""))) return;
  const seen = new Set<Value>();
  const visit = (value: Value): void => {
    if (!isObject(value) || seen.has(value)) return;
    seen.add(value);
    machine.spend(1);
    if (value.kind === "list") {
      machine.changing(value);
      value.items.forEach(visit);
      value.opaque ??= opaque(machine, callee, given.site);
    } else if (value.kind === "dict") {
      machine.changing(value);
      for (const entry of value.entries.values()) visit(entry.value);
      value.opaque ??= opaque(machine, callee, given.site);
    } else if (value.kind === "choice") {
      for (const option of value.options) visit(option.value);
    } else if (value.kind === "closure") {
      mayCall(machine, value, given.site, callee);
    }
  };
  given.positional.forEach(visit);
  given.keywords.forEach(visit);
}

const changedBy = (callee: string): string => t`${callee} may have changed it.`;

function opaque(machine: Machine, callee: string, site: Site) {
  const value = machine.unknown(callee, site, "runtime", changedBy(callee));
  return isObject(value) && value.kind === "unknown" ? value : undefined;
}

/** A callback, which JavaScript hands to all sorts of functions: called never, once or a hundred times. */
function mayCall(machine: Machine, closure: Closure, site: Site, callee: string): void {
  const { code } = closure;
  // a function that hands itself on is looked at once
  if (!machine.tracked || machine.handedOn.has(code)) return;
  const cause = new Unknown(callee, "runtime", site, changedBy(callee));
  const values = code.parameters.map(() => cause);
  machine.handedOn.add(code);
  try {
    const failed = forgetful(machine, cause, () => {
      callClosure(machine, closure, givenOf(values, site), undefined);
    });
    if (failed) throw failed;
  } finally {
    machine.handedOn.delete(code);
  }
}

export function callClosure(machine: Machine, called: Closure, given: Given, self: Value): Value {
  const closure =
    machine.tracked || called.code.machine === machine ? called : adopted(machine, called);
  const { code } = closure;
  if (code.tree.suspended) return suspendedCall(machine, closure, given);
  machine.spend(code.cost);
  machine.enter();
  const outermost = machine.tracked && machine.callSite === undefined;
  if (outermost) machine.callSite = given.site;
  const frame = newFrame(machine, closure, self);
  if (code.simple && given.keywords.size === 0) bindPlainly(frame, code, given);
  else bindAll(machine, frame, closure, given);
  const result = code.body(frame);
  machine.depth--;
  if (outermost) machine.callSite = undefined;
  return result;
}

function suspendedCall(machine: Machine, { code }: Closure, given: Given): Value {
  mayChange(machine, given, code.name);
  return machine.unknown(`${code.name}(…)`, given.site);
}

function newFrame(machine: Machine, closure: Closure, self: Value): Frame {
  const values = new Array<Variable | Cell>(closure.code.size);
  return new Frame(values, [], closure.captured, self, closure);
}

function bindPlainly(frame: Frame, { parameters }: Code, { positional, slots }: Given): void {
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index];
    const value = positional[index];
    if (!parameter) continue;
    if (value === undefined && parameter.default) {
      parameter.bind(frame, parameter.default(frame), parameter.site);
    } else parameter.bind(frame, value, slots[index]?.place);
  }
}

function bindAll(machine: Machine, frame: Frame, closure: Closure, given: Given): void {
  const { parameters } = closure.code;
  const rest = new Map(given.keywords);
  let next = 0;
  for (const [index, parameter] of parameters.entries()) {
    if (parameter.kind === "rest") {
      const list = new List(given.positional.slice(next));
      list.slots = given.slots.slice(next);
      next = given.positional.length;
      parameter.bind(frame, list, given.site);
    } else if (parameter.kind === "keywords") {
      parameter.bind(frame, remaining(rest, given), given.site);
      rest.clear();
    } else if (next < given.positional.length) {
      const value = given.positional[next];
      const isMissing = value === undefined;
      const place = given.slots[next++]?.place;
      if (isMissing) bindDefault(machine, frame, closure, index);
      else parameter.bind(frame, value, place);
    } else if (parameter.name !== undefined && rest.has(parameter.name)) {
      parameter.bind(
        frame,
        rest.get(parameter.name),
        given.keywordSlots.get(parameter.name)?.slot.place,
      );
      rest.delete(parameter.name);
    } else bindDefault(machine, frame, closure, index);
  }
}

function bindDefault(machine: Machine, frame: Frame, closure: Closure, index: number): void {
  const parameter: CompiledParameter | undefined = closure.code.parameters[index];
  if (!parameter) return;
  if (parameter.default) {
    parameter.bind(frame, parameter.default(frame), parameter.site);
  } else parameter.bind(frame, undefined, undefined);
}

function remaining(rest: ReadonlyMap<string, Value>, given: Given): Dict {
  const dict = new Dict();
  for (const [key, value] of rest) {
    const known = given.keywordSlots.get(key);
    dict.entries.set(key, { key, value, slot: known?.slot, keySite: known?.key });
  }
  return dict;
}
