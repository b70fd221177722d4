import { DEEPEST } from "../files/references";
import type { CallPlace, Machine } from "../machine";
import type { Native } from "../natives/native";
import { partial } from "../natives/objects";
import { type DictValue, type Given, type GivenValue, type Scope, type Value } from "../value";

const TARGET = "_target_";
/** Keys that say how it is made. */
const HOW = new Set([TARGET, "_partial_", "_recursive_", "_convert_", "_args_"]);

/** `instantiate(cfg.scheduler, optimizer=opt)`: what the config's `_target_` makes of its other keys. */
export const instantiate: Native = (
  machine,
  { positional, keywords, open, range },
  place,
  scope,
) => {
  const [config, ...more] = positional;
  if (config?.value.type !== "dict" || open) return undefined;
  const given = { positional: more, keywords, range };
  return made(machine, config.value, given, { place, scope }, 0);
};

interface At {
  readonly place: CallPlace;
  readonly scope: Scope;
}

function made(
  machine: Machine,
  { entries, uncertain }: DictValue,
  given: Given,
  at: At,
  depth: number,
): Value | undefined {
  const target = entries.get(TARGET);
  if (uncertain || target?.type !== "text" || depth > DEEPEST) return undefined;
  const callee = targetOf(machine, target.value, at.scope);
  const recursive = entries.get("_recursive_");
  const inner = recursive?.type === "boolean" && !recursive.value ? undefined : depth + 1;
  const own = [...entries].flatMap(([key, value]): [string, GivenValue][] =>
    HOW.has(String(key))
      ? []
      : [[String(key), { value: within(machine, value, at, inner), range: given.range }]],
  );
  const all = { ...given, keywords: new Map([...own, ...given.keywords]) };
  const isPartial = entries.get("_partial_");
  if (isPartial?.type !== "boolean" || !isPartial.value)
    return machine.call(callee, all, at.place, at.scope);
  const first: GivenValue = { value: callee, range: given.range };
  return partial(machine, { ...all, positional: [first, ...all.positional] }, at.place, at.scope);
}

/** Configs inside of a config are made before it. */
function within(machine: Machine, value: Value, at: At, depth: number | undefined): Value {
  if (depth === undefined || depth > DEEPEST) return value;
  if (value.type === "list")
    return { ...value, items: value.items.map((item) => within(machine, item, at, depth)) };
  if (value.type !== "dict") return value;
  const nothing: Given = { positional: [], keywords: new Map(), range: at.place.range };
  if (value.entries.has(TARGET))
    return (
      made(machine, value, nothing, at, depth) ?? machine.unknown(at.place.text, at.place.range)
    );
  const entries = [...value.entries].map(
    ([key, item]) => [key, within(machine, item, at, depth + 1)] as const,
  );
  return { ...value, entries: new Map(entries) };
}

/** A class or function by its full name: of a file of the workspace, or of a library. */
function targetOf(machine: Machine, path: string, scope: Scope): Value {
  const at = path.lastIndexOf(".");
  const module = at < 0 ? undefined : machine.import(path.slice(0, at), 0, scope);
  const own = module?.type === "module" ? module.scope.names.get(path.slice(at + 1)) : undefined;
  return own ?? { type: "library", path };
}

export const INSTANTIATE: Readonly<Record<string, Native>> = {
  "hydra.utils.instantiate": instantiate,
  "hydra.utils.call": instantiate,
  "hydra.utils.get_class": byName,
  "hydra.utils.get_method": byName,
  "hydra.utils.get_object": byName,
};

function byName(...[machine, { positional }, , scope]: Parameters<Native>): Value | undefined {
  const path = positional[0]?.value;
  return path?.type === "text" ? targetOf(machine, path.value, scope) : undefined;
}
