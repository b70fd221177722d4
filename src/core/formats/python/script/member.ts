import { ofCfgNode } from "./cfgNode";
import { ofData } from "./data/sizes";
import { isOpened, OPEN } from "./files/openFile";
import { memberOfPath } from "./files/paths";
import { flagOf } from "./flags/abslFlags";
import { parserMethod } from "./flags/argparse";
import { libraryBaseOf, lookUpMember } from "./inheritance";
import { newObject } from "./newObject";
import { ofTrainer } from "./lightningTrainer";
import { type CallPlace, type Machine, shownAt } from "./machine";
import { memberOfInstance } from "./memberOfInstance";
import { methodOf } from "./methods";
import { constantOf } from "./natives";
import { noteMethod } from "./noteMethod";
import { openSetting } from "./openSettings";
import { optimizerGroups } from "./optimizers";
import { PARSER, LEARNER, FITS, KERAS_MODEL, MODEL, standIn } from "./standIns";
import {
  type DictValue,
  because,
  choiceOf,
  listValue,
  none,
  unknownFrom,
  type ClassValue,
  type Given,
  type LibraryObject,
  type Scope,
  type TextValue,
  type Value,
} from "./value";
import { rateVariable, variableMethod } from "./variables";
import { ofWandb } from "./wandbConfig";
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
  const ofVariable = variableMethod(machine, object, name);
  if (ofVariable) return ofVariable;
  switch (object.type) {
    case "module":
      return object.scope.names.get(name) ?? machine.unknown(place.text, place.range);
    case "library": {
      const path = `${object.path}.${name}`;
      return (
        flagOf(machine, object.path, name, place) ??
        constantOf(path) ??
        ofWandb(machine, path) ?? { type: "library", path }
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
        (object.type === "text" && object.path === true
          ? ofPathValue(machine, object, name, place, scope)
          : undefined) ??
        (object.type === "dict" && name === "__dict__" ? object : undefined) ??
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
      return because(object.because, machine.unknown(place.text, place.range));
    case "number":
      if (name === "item") return { type: "native", name, call: () => object };
      return machine.unknown(place.text, place.range);
    default:
      return machine.unknown(place.text, place.range);
  }
}

/** A path's own members; what opens its file is kept as the call that it is. */
function ofPathValue(
  machine: Machine,
  path: TextValue,
  name: string,
  place: CallPlace,
  scope: Scope,
): Value | undefined {
  if (!/^(?:open|read_text|read_bytes)$/.test(name))
    return memberOfPath(machine, path, name, place);
  const range = place.range;
  const file = { value: path, range };
  return {
    type: "native",
    name,
    call: (given) => {
      const mode = name === "open" ? given.positional : [];
      return newObject(machine, OPEN, { ...given, positional: [file, ...mode] }, place, scope);
    },
  };
}

/** What a class inherits from a library, by its name there. */
function libraryMember(of: ClassValue, name: string): Value | undefined {
  const path = libraryBaseOf(of);
  return path === undefined ? undefined : { type: "library", path: `${path}.${name}` };
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
    rateVariable(object, name) ??
    object.attributes.get(name) ??
    ofCfgNode(machine, object, name) ??
    ofZooConfig(object, name) ??
    ofData(object, name) ??
    ofTrainer(machine, object, name, place) ??
    (isRecord(object) ? object.given.keywords.get(name)?.value : undefined);
  if (known) return openSetting(machine, object, known, place, scope) ?? known;
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
      if (name === "read" && isOpened(object)) return object;
      if (/^prepare(?:_[a-z_]+)?$/.test(name)) return prepared(machine, given);
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
function prepared(machine: Machine, given: Given): Value {
  const values = given.positional.map(({ value }) => value);
  for (const value of values) if (value.type === "object") machine.findings.shared.add(value);
  const [only = none] = values;
  return values.length === 1 ? only : listValue(values, true);
}
