import type { Machine } from "./machine";
import { Dict, isObject, Native, type List, type Site, type Value } from "./values";

/** A function of known values alone: for an open one its result is as open. */
export const pure = (
  name: string,
  run: (machine: Machine, values: readonly Value[], site: Site) => Value,
): Native =>
  new Native(name, (machine, { positional, site }) =>
    machine.lift(positional, (values) => run(machine, values, site)),
  );

/** The items of a list that are known; an open value where they are not. */
export function openList(machine: Machine, value: Value): Value | undefined {
  if (!isObject(value)) return undefined;
  if (value.kind === "unknown" || value.kind === "choice") return machine.opened(value);
  if (value.kind === "list" || value.kind === "dict")
    return value.opaque && machine.opened(value.opaque);
  return undefined;
}

/** The same of what is to be walked over: the keys of a dict, too, must be known. */
export function openItems(machine: Machine, value: Value): Value | undefined {
  if (!(value instanceof Dict)) return openList(machine, value);
  const open = value.openKeys();
  return open && machine.opened(open);
}

/** Tells that a list is about to change. */
export function change(machine: Machine, list: List): void {
  machine.changing(list);
  machine.spend(1 + (list.items.length >> 6));
}
