import { MAX_ITEMS } from "../parse/limits";
import type { Eval } from "./code";
import type { Compiler } from "./compiler";
import type { Frame } from "./frame";
import { keyOf } from "./keys";
import type { Machine } from "./machine";
import { compilePattern, type NameWriter } from "./patterns";
import type {
  Comprehension,
  ComprehensionClause,
  DictDisplay,
  Expression,
  ListDisplay,
} from "./tree";
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
import { declareVariable, writeVariable } from "./variables";
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
    const list = new List(node.kind, []);
    if (tracked) list.slots = [];
    for (const item of items) {
      const value = item.value(frame);
      if (item.spread) spreadInto(machine, list, value, item.site);
      else put(machine, list, value, tracked ? machine.slotAt(item.site) : undefined);
    }
    return bounded(machine, list, site);
  });
}

/** Adds an item; a set keeps equal ones once. */
export function put(machine: Machine, list: List, value: Value, slot: Slot | undefined): void {
  if (list.type === "set") {
    const key = keyOf(value);
    for (const item of list.items) if (key !== undefined && Object.is(keyOf(item), key)) return;
    machine.spend(list.items.length >> 3);
  }
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
  for (let index = 0; index < length; index++) put(machine, list, walk.at(index), walk.slot(index));
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
  const name =
    machine.semantics.id === "python"
      ? keyOf(key)
      : machine.semantics.format(machine, key, undefined, undefined, site);
  if (name === undefined) throw machine.error(t("This cannot be a key."), site, "TypeError");
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
    if (machine.semantics.id === "typescript") return;
  }
  if (isObject(source) && source.kind === "instance") {
    copyEntries(machine, source.attributes, dict, site);
    return;
  }
  if (isObject(source) && source.kind === "list" && machine.semantics.id === "typescript") {
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

type Clause = (frame: Frame, container: List | Dict) => void;

export function compileComprehension(compiler: Compiler, node: Comprehension): Eval {
  const { machine, tracked } = compiler;
  const site = compiler.site(node);
  return compiler.scope.inBlock(() => {
    const run = compileClauses(compiler, node, 0);
    return compiler.marked(node, (frame) => {
      const container =
        node.kind === "dict" ? new Dict() : new List(node.kind === "set" ? "set" : "list", []);
      if (container instanceof List && tracked) container.slots = [];
      run(frame, container);
      return container instanceof List ? bounded(machine, container, site) : container;
    });
  });
}

function compileClauses(compiler: Compiler, node: Comprehension, index: number): Clause {
  const clause = node.clauses[index];
  if (!clause) return compileElement(compiler, node);
  return clause.type === "for"
    ? forClause(compiler, node, clause, index)
    : ifClause(compiler, node, clause, index);
}

type For = ComprehensionClause & { readonly type: "for" };
type Filter = ComprehensionClause & { readonly type: "if" };

const declareName: NameWriter = (compiler, { name }) => {
  const known = compiler.scope.own(name);
  if (known) return writeVariable(compiler, known);
  const local = compiler.scope.declare(name, false, true);
  return declareVariable(compiler, local);
};

function forClause(
  compiler: Compiler,
  node: Comprehension,
  { target, iterable }: For,
  index: number,
): Clause {
  const { machine } = compiler;
  const over = compiler.expression(iterable);
  const write = compilePattern(compiler, target, declareName);
  const before = compiler.cost;
  const inside = compileClauses(compiler, node, index + 1);
  const cost = compiler.cost - before + 1;
  const site = compiler.site(iterable);
  return (frame, container) => {
    const value = over(frame);
    const open = openWalk(machine, value, site);
    if (open) {
      container.opaque ??= open;
      return;
    }
    const walk = machine.semantics.walk(machine, value, site);
    for (let at = 0; at < walk.length(); at++) {
      machine.spend(cost);
      write(frame, walk.at(at), walk.slot(at)?.place ?? site);
      inside(frame, container);
    }
  };
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

function ifClause(
  compiler: Compiler,
  node: Comprehension,
  { test }: Filter,
  index: number,
): Clause {
  const { machine } = compiler;
  const condition = compiler.expression(test);
  const inside = compileClauses(compiler, node, index + 1);
  const site = compiler.site(test);
  return (frame, container) => {
    const truth = machine.truth(condition(frame));
    if (truth === true) inside(frame, container);
    else if (truth !== false) container.opaque ??= unknownOf(machine, truth, site);
  };
}

function compileElement(compiler: Compiler, node: Comprehension): Clause {
  const { machine, tracked } = compiler;
  const element = compiler.expression(node.element);
  const value = node.value && compiler.expression(node.value);
  const site = compiler.site(node.element);
  const use = compiler.site(node.value ?? node.element);
  return (frame, container) => {
    const item = element(frame);
    if (container instanceof List) {
      put(machine, container, item, tracked ? machine.slotAt(site) : undefined);
      return;
    }
    const held = value?.(frame);
    setEntry(machine, container, item, held, tracked ? machine.slotAt(use) : undefined, site);
  };
}
