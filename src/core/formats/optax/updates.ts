import { product, type Stepping } from "../python/stepping";
import type { MethodCall } from "../python/script/loop";
import { binary } from "../python/script/operators";
import type { Script } from "../python/script/script";
import { numberValue, unknownFrom, type LibraryObject, type Value } from "../python/script/value";

const DEEPEST = 8;
const ACCUMULATES = /^optax\.(?:contrib\.|transforms\.|_src\.\w+\.)?MultiSteps$/;
const TRANSFORMS = /^optax\./;
const TRAIN_STATE = /\bTrainState\.create$/;
const NNX = /^flax\.nnx\.(?:\w+\.)*Optimizer$/;

/**
 * How many updates the optimizer that follows a schedule makes: the rounds of the loops around the one
 * call of its `update`, or of `apply_gradients` of the state that holds it. Undefined where there is no
 * such call, where there are several, or where a condition decides.
 */
export function updatesOf(script: Script, schedule: LibraryObject): Stepping | undefined {
  const calls = script.findings.methods.flatMap((call) => {
    const path = updates(call) ? pathTo(call.object, schedule) : undefined;
    return path ? [{ call, path }] : [];
  });
  const [only, another] = calls;
  if (!only || another) return undefined;
  const { call, path } = only;
  if (call.conditions.length > call.object.conditions.length) return undefined;
  const rounds = product(call.loops.slice(call.object.loops.length));
  const [, epochs] = call.loops.slice(call.object.loops.length).toReversed();
  const length = rounds && path.reduce<Value | undefined>(accumulated, rounds);
  if (!length) return undefined;
  return {
    ...{ stepped: "framework", clock: "update", length, calls: [call], early: false },
    epochs: epochs?.count,
  };
}

/** `tx.update(…)`, `state.apply_gradients(…)`, `optimizer.update(…)` of flax.nnx. */
function updates({ object: { path }, method }: MethodCall): boolean {
  if (method === "apply_gradients") return TRAIN_STATE.test(path);
  return method === "update" && (TRANSFORMS.test(path) || NNX.test(path));
}

/** The transformations from one to the schedule in it, outermost first; undefined where it isn't. */
function pathTo(
  from: Value,
  schedule: LibraryObject,
  depth = 0,
): readonly LibraryObject[] | undefined {
  if (from === schedule) return [];
  if (depth > DEEPEST) return undefined;
  for (const part of partsOf(from)) {
    const path = pathTo(part, schedule, depth + 1);
    if (path) return from.type === "object" ? [from, ...path] : path;
  }
  return undefined;
}

function partsOf(value: Value): readonly Value[] {
  if (value.type === "list") return value.items;
  if (value.type === "dict") return [...value.entries.values()];
  if (value.type !== "object") return [];
  const { positional, keywords } = value.given;
  return [...positional, ...keywords.values()].map((given) => given.value);
}

/** `MultiSteps(tx, every_k_schedule=k)` hands every k-th update on; a k that changes is not known. */
function accumulated(count: Value | undefined, object: LibraryObject): Value | undefined {
  if (!count || !ACCUMULATES.test(object.path)) return count;
  const { keywords, positional } = object.given;
  const every = (keywords.get("every_k_schedule") ?? positional[1])?.value ?? numberValue(1);
  if (every.type !== "number" && every.type !== "unknown") return undefined;
  return binary("//", count, every) ?? unknownFrom([count, every], "updates", object.calleeRange);
}
