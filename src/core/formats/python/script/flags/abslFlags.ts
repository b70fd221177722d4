import type { CallPlace, Machine } from "../machine";
import { argument } from "../natives/native";
import type { FlagType } from "./flagType";
import { launchedFlag, type Flag } from "./launchedFlag";
import {
  booleanValue,
  none,
  numberValue,
  unknownValue,
  type DictValue,
  type Given,
  type Scope,
  type Value,
} from "../value";

const DEFINE = /^(?:absl|tensorflow(?:\.compat\.v1)?(?:\.app)?)\.flags\.DEFINE_(\w+)$/;
const FLAGS = /^(?:absl|tensorflow(?:\.compat\.v1)?(?:\.app)?)\.flags\.FLAGS$/;

/**
 * `flags.DEFINE_float("lr", 0.1, "…")`: the default is what the flag stands for; the holder that it
 * gives back has it under `value`. Undefined for other functions.
 */
export function defineFlag(machine: Machine, path: string, given: Given): Value | undefined {
  const kind = DEFINE.exec(path)?.[1];
  if (kind === undefined) return undefined;
  const name = argument(given, "name", 0);
  const value = valueOf(kind, argument(given, "default", kind === "alias" ? 9 : 1));
  if (name?.type === "text" && !machine.flags.has(name.value)) {
    const usual = value ?? unknownValue(`--${name.value}`, given.range);
    machine.flags.set(name.value, launchedFlag(machine, flagNamed(name.value, kind, given), usual));
  }
  const holder: DictValue = { type: "dict", entries: new Map() };
  const known = name?.type === "text" ? machine.flags.get(name.value) : undefined;
  if (known) holder.entries.set("value", known);
  return holder;
}

const TYPES: Readonly<Record<string, FlagType>> = {
  float: "float",
  integer: "int",
  bool: "boolean",
  boolean: "boolean",
  string: "text",
  enum: "text",
};

/** `--lr=0.1`; `--fast`, `--fast=false` or `--nofast`. */
const flagNamed = (name: string, kind: string, { range }: Given): Flag => ({
  names: [`--${name}`],
  range,
  type: Object.hasOwn(TYPES, kind) ? TYPES[kind] : undefined,
  opposites: [`--no${name}`],
});

const REQUIRED = /^absl\.flags\.mark_flags?_as_required$/;

/** `flags.mark_flag_as_required("lr")`: what has no default is asked for. Undefined for other functions. */
export function requireFlags(machine: Machine, path: string, given: Given): Value | undefined {
  if (!REQUIRED.test(path)) return undefined;
  const [names] = given.positional;
  for (const name of (names && machine.iterate(names.value)) ?? [names?.value])
    if (name?.type === "text" && machine.flags.get(name.value)?.type === "none")
      machine.flags.set(name.value, machine.unknown(`--${name.value}`, given.range));
  return none;
}

/** A float's default may be written as a whole number or as a text; None is what no one gave. */
function valueOf(kind: string, value: Value | undefined): Value | undefined {
  if (value?.type === "none") return { type: "none", flag: true };
  if (kind === "boolean" || kind === "bool")
    return value?.type === "number" ? booleanValue(value.value !== 0) : value;
  if (kind !== "float" && kind !== "integer") return value;
  const number =
    value?.type === "text" ? Number(value.value) : value?.type === "number" ? value.value : NaN;
  if (Number.isNaN(number)) return value;
  const literal = value?.type === "number" || value?.type === "text" ? value.literal : undefined;
  return numberValue(number, kind === "float", literal);
}

/** `FLAGS.lr`; what no call defines here is the run's. Undefined for everything but FLAGS. */
export const flagOf = (
  machine: Machine,
  path: string,
  name: string,
  { text, range }: CallPlace,
): Value | undefined =>
  FLAGS.test(path) ? (machine.flags.get(name) ?? machine.unknown(text, range)) : undefined;

const CONFIG_FILE = /^ml_collections\.config_flags\.(?:config_flags\.)?DEFINE_config_file$/;

/**
 * `config_flags.DEFINE_config_file("config", "configs/default.py")`: what the file's get_config() gives.
 * Undefined for other functions.
 */
export function defineConfigFile(
  machine: Machine,
  path: string,
  given: Given,
  place: CallPlace,
  scope: Scope,
): Value | undefined {
  if (!CONFIG_FILE.test(path)) return undefined;
  const name = argument(given, "name", 0);
  const file = argument(given, "default", 1);
  const config = file?.type === "text" ? configOf(machine, file.value, place, scope) : undefined;
  if (config && name?.type === "text") machine.flags.set(name.value, config);
  const entries = new Map<string, Value>(config ? [["value", config]] : []);
  return { type: "dict", entries };
}

function configOf(
  machine: Machine,
  file: string,
  place: CallPlace,
  scope: Scope,
): Value | undefined {
  const [, module] = /^(?:\.\/)?([\w/]+)\.py$/.exec(file) ?? [];
  const read = module && machine.import(module.replaceAll("/", "."), 0, scope);
  const make = read && read.type === "module" ? read.scope.names.get("get_config") : undefined;
  const nothing: Given = { positional: [], keywords: new Map(), range: place.range };
  return make?.type === "function" ? machine.callFunction(make, nothing, place.range) : undefined;
}
