import type { MethodCall } from "./loop";
import type { CallPlace, Machine, OwnScheduler } from "./machine";
import { shownAt } from "./machine";
import { libraryBaseOf, lookUpMember, type FoundMember } from "./inheritance";
import { methodOf } from "./methods";
import { constantOf } from "./natives";
import { optimizerGroups } from "./optimizers";
import { flagOf } from "./flags/abslFlags";
import { parserMethod } from "./flags/argparse";
import { ofCfgNode } from "./cfgNode";
import { isSchedulerBase, startScheduler, stepScheduler } from "./ownScheduler";
import {
  type DictValue,
  choiceOf,
  listValue,
  none,
  unknownFrom,
  type ClassValue,
  type Given,
  type InstanceValue,
  type LibraryObject,
  type Scope,
  type Unknown,
  type Value,
} from "./value";
import { ofZooConfig } from "./zooConfig";

/** A flag has its value by either name: `--kind`, or `args.kind` as the script spells it. */
function answeredEntry(
  machine: Machine,
  { entries }: DictValue,
  name: string,
  { text, range }: CallPlace,
): Value | undefined {
  const entry = entries.get(name);
  if (entry?.type !== "unknown") return entry;
  const given = machine.unknown(text, range);
  return given.type === "unknown" ? entry : given;
}

/** `object.name`; what is not known is unknown under the text that is written. */
export function member(
  machine: Machine,
  object: Value,
  name: string,
  place: CallPlace,
  scope: Scope,
): Value {
  switch (object.type) {
    case "module":
      return object.scope.names.get(name) ?? machine.unknown(place.text, place.range);
    case "library": {
      const path = `${object.path}.${name}`;
      return (
        flagOf(machine, object.path, name, place) ?? constantOf(path) ?? { type: "library", path }
      );
    }
    case "object":
      return memberOfObject(machine, object, name, place, scope);
    case "instance":
      return memberOfInstance(machine, object, name, place, scope);
    case "class":
      return (
        lookUpMember(object, name)?.value ??
        libraryMember(object, name) ??
        machine.unknown(place.text, place.range)
      );
    case "list":
    case "dict":
    case "text":
      return (
        methodOf(machine, object, name, place) ??
        (object.type === "dict" ? answeredEntry(machine, object, name, place) : undefined) ??
        machine.unknown(place.text, place.range)
      );
    case "choice":
      return choiceOf(
        object.condition,
        object.range,
        object.options
          .filter(({ type }) => type !== "none")
          .map((option) => member(machine, option, name, place, scope)),
        object.test,
      );
    case "unknown":
      if (name === "param_groups" || name === "step")
        return memberOfObject(machine, standIn(machine, object), name, place, scope);
      if (name === "add_argument")
        return memberOfObject(machine, standIn(machine, object, PARSER), name, place, scope);
      if (/^parse_(?:known_)?args$/.test(name) && machine.standIns.get(object.symbol))
        return memberOfObject(machine, standIn(machine, object), name, place, scope);
      if (FITS.test(name) && scope.text.includes("fastai"))
        return memberOfObject(machine, standIn(machine, object, LEARNER), name, place, scope);
      if (MODEL.test(name) && /\bkeras\b/.test(scope.text))
        return memberOfObject(machine, standIn(machine, object, KERAS_MODEL), name, place, scope);
      if (object.reason === "loop") return unknownFrom([object], place.text, place.range);
      return machine.unknown(place.text, place.range);
    case "number":
      if (name === "item") return { type: "native", name, call: () => object };
      return machine.unknown(place.text, place.range);
    default:
      return machine.unknown(place.text, place.range);
  }
}

/** What a class inherits from a library, by its name there. */
function libraryMember(of: ClassValue, name: string): Value | undefined {
  const path = libraryBaseOf(of);
  return path === undefined ? undefined : { type: "library", path: `${path}.${name}` };
}

const OPTIMIZER = "torch.optim.Optimizer#unknown";
const PARSER = "argparse.ArgumentParser";
/** What fastai trains with, made elsewhere, and the methods that set its rate. */
const LEARNER = "fastai.Learner#unknown";
const FITS = /^(?:fit_one_cycle|fit_flat_cos|fine_tune)$/;

/** A model of Keras that another file makes. */
const KERAS_MODEL = "keras.Model#unknown";
const MODEL = /^(?:compile|fit|fit_generator)$/;

/** An optimizer or a learner that comes from elsewhere: one object for each expression that names it. */
export function standIn(
  machine: Machine,
  { symbol, range }: Pick<Unknown, "symbol" | "range">,
  path = OPTIMIZER,
): LibraryObject {
  const known = machine.standIns.get(symbol);
  if (known) return known;
  const object: LibraryObject = {
    type: "object",
    id: -1 - machine.standIns.size,
    path,
    given: { positional: [], keywords: new Map(), range },
    range,
    calleeRange: range,
    label: symbol,
    loops: [],
    attributes: new Map(),
    conditions: [],
  };
  machine.standIns.set(symbol, object);
  return object;
}

/** Classes of settings, whose attributes are what their constructor is given. */
const isRecord = ({ path }: LibraryObject): boolean =>
  /^torchtitan\.(?:.*\.)?(?:\w*Config|Training|Optimizer|LRScheduler)$/.test(path);

/** A new state, or another view, of the same optimizer: of flax and of optax' MultiSteps. */
const isState = ({ path }: LibraryObject, method: string): boolean =>
  (path.endsWith("TrainState.create") && /^(?:apply_gradients|replace)$/.test(method)) ||
  (path.endsWith("MultiSteps") && method === "gradient_transformation");

const PASSED_ON = new Set(["to", "cuda", "cpu", "half", "float", "double", "items", "values"]);

function memberOfObject(
  machine: Machine,
  object: LibraryObject,
  name: string,
  place: CallPlace,
  scope: Scope,
): Value {
  const known =
    object.attributes.get(name) ??
    ofCfgNode(machine, object, name) ??
    ofZooConfig(object, name) ??
    (isRecord(object) ? object.given.keywords.get(name)?.value : undefined);
  if (known) return known;
  if (name === "param_groups") {
    const groups = optimizerGroups(machine, object);
    if (groups) {
      const list = listValue(groups);
      object.attributes.set(name, list);
      return list;
    }
  }
  const counted = /\bAccelerator$/.test(object.path)
    ? ofAccelerator(machine, object, name)
    : undefined;
  if (counted) return counted;
  return {
    type: "native",
    // where it is no method but a value, it is asked for as it is written
    name: place.text,
    call: (given) => {
      noteMethod(machine, object, name, given, shownAt(machine, scope, place.range));
      const own = parserMethod(machine, object, name, given, scope);
      if (own) return own;
      if (/^prepare(?:_[a-z_]+)?$/.test(name)) return prepared(given);
      if (PASSED_ON.has(name) || isState(object, name)) return object;
      return machine.unknown(place.text, place.range);
    },
  };
}

/** Numbers of an accelerator that scripts compute their lengths from; undefined for all else. */
function ofAccelerator(
  machine: Machine,
  { label = "accelerator", given, calleeRange }: LibraryObject,
  name: string,
): Value | undefined {
  if (name === "gradient_accumulation_steps") return given.keywords.get(name)?.value;
  if (name !== "num_processes") return undefined;
  return machine.unknown(`${label}.num_processes`, calleeRange);
}

/** accelerate gives back what it was given, wrapped. */
function prepared(given: Given): Value {
  const values = given.positional.map(({ value }) => value);
  const [only = none] = values;
  return values.length === 1 ? only : listValue(values, true);
}

function noteMethod(
  machine: Machine,
  object: LibraryObject,
  method: string,
  given: Given,
  range: CallPlace["range"],
): void {
  const called: MethodCall = {
    object,
    method,
    given: [
      ...given.positional.map(({ value }) => value),
      ...[...given.keywords.values()].map(({ value }) => value),
    ],
    keywords: given.keywords,
    open: given.open,
    range,
    loops: [...machine.loops],
    conditions: [...machine.conditions],
  };
  machine.findings.methods.push(called);
  machine.observe?.(called);
}

function memberOfInstance(
  machine: Machine,
  object: InstanceValue,
  name: string,
  place: CallPlace,
  scope: Scope,
): Value {
  const own = object.attributes.get(name);
  if (own) return own;
  const found = lookUpMember(object.of, name);
  const scheduler = machine.findings.ownSchedulers.get(object.attributes);
  if (found && name === "step" && scheduler?.instance === object)
    return stepped(machine, scheduler, found, place, scope);
  if (found) return bound(machine, object, found, place);
  if (name === "__class__") return object.of;
  const base = libraryBaseOf(object.of);
  if (base === undefined) return machine.unknown(place.text, place.range);
  return inherited(machine, object, base, name, place, scope);
}

function bound(
  machine: Machine,
  self: InstanceValue,
  { value, owner }: FoundMember,
  place: CallPlace,
): Value {
  if (value.type !== "function") return value;
  const decorators = (value.node.decorators ?? []).map((one) =>
    one.type === "name" ? one.name : "",
  );
  if (decorators.includes("staticmethod")) return value;
  const method: Value = {
    ...value,
    self: decorators.includes("classmethod") ? self.of : self,
    owner,
  };
  if (!decorators.includes("property") && !decorators.includes("cached_property")) return method;
  const nothing: Given = { positional: [], keywords: new Map(), range: place.range };
  return machine.callFunction(method, nothing, place.range);
}

/** `step()` of a scheduler of the script's own, noted as that of a library's is. */
function stepped(
  machine: Machine,
  { object, instance }: OwnScheduler,
  found: FoundMember,
  place: CallPlace,
  scope: Scope,
): Value {
  const method = bound(machine, instance, found, place);
  return {
    type: "native",
    name: "step",
    call: (given) => {
      noteMethod(machine, object, "step", given, shownAt(machine, scope, place.range));
      machine.steppers.push(object);
      try {
        return machine.call(method, given, place, scope);
      } finally {
        machine.steppers.pop();
      }
    },
  };
}

/** What a library's base class brings; its constructor's arguments are kept for who knows it. */
function inherited(
  machine: Machine,
  object: InstanceValue,
  base: string,
  name: string,
  place: CallPlace,
  scope: Scope,
): Value {
  if (name === "save_hyperparameters")
    return { type: "native", name, call: () => saveHyperparameters(machine, object) };
  return {
    type: "native",
    name,
    call: (given) => {
      const range = shownAt(machine, scope, place.range);
      const scheduler = isSchedulerBase(base);
      const noted = machine.findings.ownSchedulers.get(object.attributes);
      if (name === "__init__") {
        machine.findings.baseCalls.set(object.attributes, { base, given });
        if (scheduler) startScheduler(machine, object, given);
      } else if (scheduler && name === "step") {
        if (noted?.instance === object) noteMethod(machine, noted.object, name, given, range);
        stepScheduler(machine, object, given);
      } else
        machine.findings.inherited.push({
          object,
          method: name,
          given: given.positional.map(({ value }) => value),
          keywords: given.keywords,
          open: given.open,
          range,
          loops: [...machine.loops],
          conditions: [...machine.conditions],
        });
      return machine.unknown(place.text, place.range);
    },
  };
}

/** Lightning keeps the constructor's arguments under `hparams`, and under their own names below it. */
function saveHyperparameters(machine: Machine, object: InstanceValue): Value {
  const entries = new Map<string | number, Value>();
  const made = machine.findings.constructed.get(object.attributes);
  for (const [name, value] of made ?? []) if (name !== "self") entries.set(name, value);
  machine.journal.set(object.attributes, "hparams", { type: "dict", entries });
  return none;
}
