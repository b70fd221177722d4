import { noteEscapes } from "./escapes";
import { defineConfigFile, defineFlag, requireFlags } from "./flags/abslFlags";
import { runInterface } from "./flags/commandLine";
import { lazyCall } from "./lazyCall";
import type { CallPlace, Machine } from "./machine";
import { nativeOf } from "./natives";
import { newObject } from "./newObject";
import { noteWandb, runOfAgent } from "./wandbConfig";
import {
  unknownFrom,
  type ClassValue,
  type Given,
  type GivenValue,
  type LibraryObject,
  type Scope,
  type Value,
} from "./value";

/** Libraries that do nothing to a scheduler that they are given, or whose own rules are known. */
const FOLLOWED =
  /^(?:builtins|math|numpy|torch|torchvision|transformers|timm|optax|keras|tensorflow|jax|flax|os|sys|logging|logger|tqdm|copy|json|yaml|pathlib|time|random|pytorch_warmup|ignite|fvcore|megatron|warnings|wandb)\b/;

export function libraryCall(
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
  const started = runOfAgent(path, given);
  if (started)
    machine.call(started, { ...given, positional: [], keywords: new Map() }, place, scope);
  const object = newObject(machine, path, given, place, scope);
  noteWandb(machine, object);
  return object;
}

/** `len(x)` is named after what x was first called, so that one loader has one name in all functions. */
function lengthName(path: string, given: Given): string | undefined {
  const value = given.positional[0]?.value;
  if (path !== "builtins.len" || !value) return undefined;
  if (value.type === "object" && value.label !== undefined) return `len(${value.label})`;
  return value.type === "unknown" ? `len(${value.symbol})` : undefined;
}

/** `inject_hyperparams(adamw)(learning_rate=…)`: the call that was called comes first. */
export function curried(
  machine: Machine,
  callee: LibraryObject,
  given: Given,
  place: CallPlace,
  scope: Scope,
): Value {
  const lazy = lazyCall(callee, given) ?? namedTuple(machine, callee, given);
  if (lazy) return lazy;
  const first: GivenValue = { value: callee, range: callee.range };
  const positional = [first, ...given.positional];
  return newObject(machine, `${callee.path}()`, { ...given, positional }, place, scope);
}

/** `namedtuple("Config", names)(**values)`: what it is given, by its names. */
function namedTuple(machine: Machine, callee: LibraryObject, given: Given): Value | undefined {
  if (callee.path !== "collections.namedtuple") return undefined;
  const named = callee.given.positional[1]?.value;
  const names =
    named?.type === "text"
      ? named.value.split(/[\s,]+/)
      : named && machine.iterate(named)?.map((one) => (one.type === "text" ? one.value : ""));
  if (given.positional.length > (names?.length ?? 0)) return undefined;
  const positional = given.positional.map(({ value }, at) => [names?.[at] ?? "", value] as const);
  const keywords = [...given.keywords].map(([name, { value }]) => [name, value] as const);
  return { type: "dict", entries: new Map([...positional, ...keywords]), uncertain: given.open };
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
