import type { Eval } from "./code";
import type { Compiler } from "./compiler";
import type { Location } from "./scope";
import type { DictPattern, Index, ListPattern, Member, Name, Pattern, PatternItem } from "./tree";
import { Dict, isObject, isOpen, List, type Site, type Slot, type Value } from "./values";
import { mayChange } from "./invoke";
import { givenOf, NOWHERE } from "./machine";
import { ONLY_ITS_OWN, peek, writeVariable, type Write } from "./variables";
import { t } from "../text/words";

/** What a name in a pattern does: declares a new variable, or writes one that there is. */
export type NameWriter = (compiler: Compiler, node: Name) => Write;

/** Binds a value to whatever stands on the left side. */
export function compilePattern(
  compiler: Compiler,
  pattern: Pattern,
  name: NameWriter = assignName,
): Write {
  switch (pattern.type) {
    case "name":
      return name(compiler, pattern);
    case "member":
      return assignMember(compiler, pattern);
    case "index":
      return assignIndex(compiler, pattern);
    case "listPattern":
      return takeList(compiler, pattern, name);
    case "dictPattern":
      return takeDict(compiler, pattern, name);
    case "unsupported": {
      const site = compiler.site(pattern);
      const writes = namesIn(compiler, pattern.names);
      const { machine } = compiler;
      return (frame) => {
        const value = machine.unknown(pattern.text, site, pattern.reason);
        for (const write of writes) write(frame, value, site);
      };
    }
  }
}

/** Writers of those names that are variables. */
export function namesIn(compiler: Compiler, names: readonly string[]): Write[] {
  return names.flatMap((name) => {
    const location = compiler.scope.find(name);
    return location && !location.fixed ? [writeVariable(compiler, location)] : [];
  });
}

/** What a function of a step may not change is told when it is read. */
function refuseWrite(compiler: Compiler, location: Location | undefined, node: Name): void {
  const { machine } = compiler;
  const site = compiler.site(node);
  if (!location || location.type === "global") throw machine.error(t(ONLY_ITS_OWN), site);
  if (location.fixed)
    throw machine.error(t`${node.name} is a constant and cannot be changed.`, site);
}

/** Whatever names stand for is unknown after something that is not followed mentions them. */
export function forgetNames(compiler: Compiler, names: readonly string[]): Write {
  const { machine } = compiler;
  const writes = namesIn(compiler, names);
  const cells = names.flatMap((name) => {
    const location = compiler.scope.find(name);
    return location?.fixed === true ? [peek(location)] : [];
  });
  return (frame, cause, site) => {
    for (const write of writes) write(frame, cause, site);
    const held = cells.flatMap((cell) => {
      const value = cell(frame);
      return typeof value === "symbol" ? [] : [value];
    });
    if (isObject(cause) && cause.kind === "unknown")
      mayChange(machine, givenOf(held, site ?? NOWHERE), cause.symbol);
  };
}

export const assignName: NameWriter = (compiler, node) => {
  const location = compiler.scope.find(node.name, node.range);
  const { machine } = compiler;
  const site = compiler.site(node);
  if (compiler.isStrict) refuseWrite(compiler, location, node);
  if (!location) {
    return () => {
      throw machine.error(
        t`${node.name} is not declared and cannot be changed here.`,
        site,
        "ReferenceError",
      );
    };
  }
  if (!location.fixed) return writeVariable(compiler, location);
  return () => {
    throw machine.error(t`${node.name} is a constant and cannot be changed.`, site, "TypeError");
  };
};

export function slotOf(compiler: Compiler, use: Site, place: Site | undefined): Slot | undefined {
  return compiler.tracked
    ? { use, place: place ?? use, call: compiler.machine.callSite }
    : undefined;
}

function assignMember(compiler: Compiler, node: Member): Write {
  const object = compiler.expression(node.object);
  const { machine } = compiler;
  const site = compiler.site(node);
  return (frame, value, place) => {
    const target = object(frame);
    if (isOpen(target)) {
      machine.opened(target);
      return;
    }
    machine.semantics.setMember(
      machine,
      target,
      node.name,
      value,
      slotOf(compiler, site, place),
      site,
    );
  };
}

function assignIndex(compiler: Compiler, node: Index): Write {
  const object = compiler.expression(node.object);
  const index = compiler.expression(node.index);
  const { machine } = compiler;
  const site = compiler.site(node);
  return (frame, value, place) => {
    const target = object(frame);
    const key = index(frame);
    if (isOpen(target)) {
      machine.opened(target);
      return;
    }
    if (isOpen(key)) {
      changeSomewhere(compiler, target, key);
      return;
    }
    machine.semantics.setIndex(machine, target, key, value, slotOf(compiler, site, place), site);
  };
}

/** An item is changed, and which one is not known: none of them is known after it. */
export function changeSomewhere({ machine }: Compiler, target: Value, key: Value): void {
  if (!isOpen(key)) return;
  const open = machine.opened(key);
  if (!(target instanceof List) && !(target instanceof Dict)) return;
  machine.changing(target);
  const cause =
    open.kind === "unknown"
      ? open
      : machine.unknown(
          open.condition,
          open.site ?? { range: { start: 0, end: 0 }, literal: false },
        );
  if (isObject(cause) && cause.kind === "unknown") target.opaque ??= cause;
}

interface Item {
  readonly write: Write;
  readonly fallback: Eval | undefined;
  readonly fallbackSite: Site | undefined;
}

function compileItem(compiler: Compiler, item: PatternItem, name: NameWriter): Item {
  return {
    fallback: item.default && compiler.expression(item.default),
    fallbackSite: item.default && compiler.site(item.default),
    write: compilePattern(compiler, item.target, name),
  };
}

function takeList(compiler: Compiler, pattern: ListPattern, name: NameWriter): Write {
  const { machine } = compiler;
  const site = compiler.site(pattern);
  const items = pattern.items.map((item) => item && compileItem(compiler, item, name));
  const { rest } = pattern;
  return (frame, value, place) => {
    if (isOpen(value)) {
      const open = machine.opened(value);
      const part = (index: number) =>
        machine.lift([open], ([one]) => partAt(compiler, one, index, site));
      items.forEach((item, index) =>
        item?.write(frame, open.kind === "unknown" ? open : part(index), place),
      );
      return;
    }
    const walk = machine.semantics.walk(machine, value, site);
    const length = walk.length();
    machine.spend(length);
    const after = rest === undefined ? 0 : items.length - rest - 1;
    for (const [index, item] of items.entries()) {
      if (!item) continue;
      if (index === rest) {
        const list = new List([]);
        list.slots = [];
        for (let at = index; at < length - after; at++) {
          list.items.push(walk.at(at));
          list.slots.push(walk.slot(at));
        }
        item.write(frame, list, place);
        continue;
      }
      const at = rest !== undefined && index > rest ? length - (items.length - index) : index;
      const found = at < length ? walk.at(at) : undefined;
      const from = at < length ? walk.slot(at)?.place : undefined;
      if (found === undefined && item.fallback)
        item.write(frame, item.fallback(frame), item.fallbackSite);
      else item.write(frame, found, from ?? place);
    }
  };
}

function partAt({ machine }: Compiler, value: Value, index: number, site: Site): Value {
  const walk = machine.semantics.walk(machine, value, site);
  return index < walk.length() ? walk.at(index) : undefined;
}

function takeDict(compiler: Compiler, pattern: DictPattern, name: NameWriter): Write {
  const { machine } = compiler;
  const site = compiler.site(pattern);
  const entries = pattern.entries.map((entry) => ({
    key: compiler.expression(entry.key),
    ...compileItem(compiler, entry, name),
  }));
  const rest = pattern.rest && compilePattern(compiler, pattern.rest, name);
  return (frame, value, place) => {
    if (value === undefined || value === null)
      throw machine.error(t("Only an object can be taken apart like this."), site, "TypeError");
    const taken: Value[] = [];
    for (const { key, write, fallback, fallbackSite } of entries) {
      const at = key(frame);
      taken.push(at);
      machine.place = place;
      const found = machine.lift([value, at], ([object, name_]) =>
        machine.semantics.index(machine, object, name_, site),
      );
      if (found === undefined && fallback) write(frame, fallback(frame), fallbackSite);
      else write(frame, found, machine.place);
    }
    rest?.(frame, isOpen(value) ? value : without(value, taken), place);
  };
}

function without(value: Value, taken: readonly Value[]): Value {
  const dict = new Dict();
  if (!(value instanceof Dict)) return dict;
  dict.opaque = value.opaque;
  for (const [key, entry] of value.entries) if (!taken.includes(key)) dict.entries.set(key, entry);
  return dict;
}
