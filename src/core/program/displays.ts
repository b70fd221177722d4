import { MAX_ITEMS } from "../parse/limits";
import type { Eval } from "./code";
import type { Compiler } from "./compiler";
import type { Frame } from "./frame";
import type { Machine } from "./machine";
import type { DictDisplay, Expression, ListDisplay } from "./tree";
import { causeOf } from "./undecided";
import {
  Dict,
  isObject,
  isOpen,
  List,
  type Site,
  type Slot,
  type Unknown,
  type Value,
} from "./values";
import { t } from "../text/words";

export function compileList(compiler: Compiler, node: ListDisplay): Eval {
  const { machine, tracked } = compiler;
  const site = compiler.site(node);
  const items = node.items.map((item) =>
    item.type === "spread"
      ? { spread: true, value: compiler.expression(item.value), site: compiler.site(item.value) }
      : { spread: false, value: compiler.expression(item), site: compiler.site(item) },
  );
  return compiler.marked(node, (frame) => {
    const list = new List([]);
    if (tracked) list.slots = [];
    for (const item of items) {
      const value = item.value(frame);
      if (item.spread) spreadInto(machine, list, value, item.site);
      else put(list, value, tracked ? machine.slotAt(item.site) : undefined);
    }
    return bounded(machine, list, site);
  });
}

function put(list: List, value: Value, slot: Slot | undefined): void {
  list.items.push(value);
  list.slots?.push(slot);
}

/** Adds the items of a value; what cannot be walked over makes the list unknown. */
export function spreadInto(machine: Machine, list: List, value: Value, site: Site): void {
  if (isOpen(value)) {
    list.opaque ??= unknownOf(machine, machine.opened(value), site);
    return;
  }
  const source =
    isObject(value) && (value.kind === "list" || value.kind === "dict") ? value : undefined;
  if (source?.opaque) {
    list.opaque ??= source.opaque;
    return;
  }
  const walk = machine.semantics.walk(machine, value, site);
  const length = walk.length();
  machine.spend(length);
  for (let index = 0; index < length; index++) put(list, walk.at(index), walk.slot(index));
}

function unknownOf(machine: Machine, open: Value, site: Site): Unknown | undefined {
  if (!isObject(open)) return undefined;
  if (open.kind === "unknown") return open;
  return open.kind === "choice"
    ? causeOf({ condition: open.condition, site: open.site ?? site, open })
    : undefined;
}

/** A list within its limit, its items paid for. */
export function bounded(machine: Machine, list: List, site: Site): List {
  machine.spend(list.items.length);
  if (list.items.length > MAX_ITEMS)
    throw machine.error(t`An array of more than ${MAX_ITEMS} items is not made.`, site, "TooLarge");
  return list;
}

export function compileDict(compiler: Compiler, node: DictDisplay): Eval {
  const { machine } = compiler;
  const fill = node.entries.map((entry) =>
    entry.type === "spread"
      ? spreadEntry(compiler, entry.value)
      : plainEntry(compiler, entry.key, entry.value),
  );
  return compiler.marked(node, (frame) => {
    const dict = new Dict();
    for (const add of fill) add(frame, dict);
    machine.spend(dict.entries.size);
    return dict;
  });
}

type Fill = (frame: Frame, dict: Dict) => void;

function plainEntry(compiler: Compiler, keyNode: Expression, valueNode: Expression): Fill {
  const { machine, tracked } = compiler;
  const key = compiler.expression(keyNode);
  const value = compiler.expression(valueNode);
  const keySite = compiler.site(keyNode);
  const use = compiler.site(valueNode);
  return (frame, dict) => {
    const name = key(frame);
    const item = value(frame);
    if (isOpen(name)) {
      dict.opaque ??= unknownOf(machine, machine.opened(name), keySite);
      return;
    }
    const slot = tracked ? machine.slotAt(use) : undefined;
    setEntry(machine, dict, name, item, slot, keySite);
  };
}

export function setEntry(
  machine: Machine,
  dict: Dict,
  key: Value,
  value: Value,
  slot: Slot | undefined,
  site: Site,
): void {
  const name = machine.semantics.format(machine, key, undefined, undefined, site);
  const known = dict.entries.get(name);
  dict.entries.set(name, {
    key: known ? known.key : key,
    value,
    slot,
    keySite: machine.tracked ? (known?.keySite ?? site) : undefined,
  });
}

function spreadEntry(compiler: Compiler, node: Expression): Fill {
  const { machine } = compiler;
  const value = compiler.expression(node);
  const site = compiler.site(node);
  return (frame, dict) => {
    const source = value(frame);
    if (isOpen(source)) {
      dict.opaque ??= unknownOf(machine, machine.opened(source), site);
      return;
    }
    copyEntries(machine, source, dict, site);
  };
}

/** `{ ...source }`, `**source`: nothing for JavaScript's null and undefined. */
export function copyEntries(machine: Machine, source: Value, dict: Dict, site: Site): void {
  if (
    source === undefined ||
    source === null ||
    typeof source === "boolean" ||
    typeof source === "number"
  ) {
    return;
  }
  if (isObject(source) && source.kind === "list") {
    source.items.forEach((item, index) => {
      setEntry(machine, dict, String(index), item, source.slots?.[index], site);
    });
    return;
  }
  if (!(source instanceof Dict)) {
    if (!isObject(source) || source.kind !== "call")
      throw machine.error(t("Only an object can be spread here."), site, "TypeError");
    dict.opaque ??= unknownOf(machine, machine.unknown(source.callee, site), site);
    return;
  }
  dict.opaque ??= source.opaque;
  machine.spend(source.entries.size);
  for (const [key, entry] of source.entries) {
    const known = dict.entries.get(key);
    dict.entries.set(key, known ? { ...entry, key: known.key } : entry);
  }
}

/** Why a value cannot be walked over now, if that is so. */
export function openWalk(machine: Machine, value: Value, site: Site): Unknown | undefined {
  if (!isObject(value)) return undefined;
  if (value.kind === "unknown" || value.kind === "choice")
    return unknownOf(machine, machine.opened(value), site);
  if (value.kind === "call") return unknownOf(machine, machine.unknown(value.callee, site), site);
  if (value.kind === "dict") return value.openKeys();
  return value.kind === "list" ? value.opaque : undefined;
}
