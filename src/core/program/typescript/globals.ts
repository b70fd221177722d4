import { MAX_ITEMS } from "../../parse/limits";
import { mathConstants, mathFunctions, primitiveFunctions, type Primitive } from "../../parse/pure";
import { bounded, copyEntries, spreadInto } from "../displays";
import type { Machine } from "../machine";
import { openItems, openList, pure } from "../natives";
import {
  Dict,
  isObject,
  Library,
  List,
  Native,
  type Entry,
  type Given,
  type Site,
  type Value,
} from "../values";
import { describe } from "./describe";
import { t } from "../../text/words";

/** A primitive that a function of JavaScript's takes. */
function primitive(machine: Machine, value: Value, site: Site): Primitive {
  if (!isObject(value)) return value;
  throw machine.error(
    t`A number is expected here, and this is ${describe(value)}.`,
    site,
    "TypeError",
  );
}

function mathNative(name: string, compute: (...values: number[]) => number): Native {
  const native = pure(name, (machine, values, site) =>
    compute(
      ...values.map((value) => (typeof value === "number" ? value : numeric(machine, value, site))),
    ),
  );
  return new Native(name, native.run, (...values) => compute(...values));
}

/** JavaScript would make NaN of what is no number; here that is an error that says so. */
function numeric(machine: Machine, value: Value, site: Site): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean" || value === null) return Number(value);
  throw machine.error(
    t`A number is expected here, and this is ${describe(value)}.`,
    site,
    "TypeError",
  );
}

/** JavaScript's order of keys: numbers ascending, then the others as they were added. */
export function ordered(dict: Dict): readonly Entry[] {
  const entries = [...dict.entries.values()];
  const numbered = entries.filter(({ key }) => INDEX.test(key as string));
  if (numbered.length === 0) return entries;
  numbered.sort((one, other) => Number(one.key) - Number(other.key));
  return [...numbered, ...entries.filter(({ key }) => !INDEX.test(key as string))];
}

const INDEX = /^(?:0|[1-9]\d{0,9})$/;

function entriesOf(machine: Machine, value: Value, site: Site): readonly Entry[] {
  if (value instanceof Dict) return ordered(value);
  if (value instanceof List) {
    return value.items.map((item, index) => ({
      key: String(index),
      value: item,
      slot: value.slots?.[index],
      keySite: undefined,
    }));
  }
  throw machine.error(
    t`An object is expected here, and this is ${describe(value)}.`,
    site,
    "TypeError",
  );
}

type Listing = (entry: Entry) => { readonly value: Value; readonly slot: Entry["slot"] };

function listing(name: string, of: Listing): Native {
  return new Native(name, (machine, { positional, site }) => {
    const open = openItems(machine, positional[0]);
    if (open !== undefined) return open;
    const parts = entriesOf(machine, positional[0], site).map(of);
    const list = new List(parts.map(({ value }) => value));
    if (machine.tracked) list.slots = parts.map(({ slot }) => slot);
    return bounded(machine, list, site);
  });
}

const keyText = ({ key }: Entry): Value => (isObject(key) ? "" : String(key));

function pair(entry: Entry) {
  const list = new List([keyText(entry), entry.value]);
  list.slots = [undefined, entry.slot];
  return { value: list, slot: entry.slot };
}

function assign(machine: Machine, { positional, site }: Given): Value {
  const [target, ...sources] = positional;
  if (!(target instanceof Dict)) return machine.unknown("Object.assign(…)", site);
  machine.changing(target);
  for (const source of sources) {
    const open = openList(machine, source);
    if (open !== undefined && isObject(open)) {
      if (open.kind === "unknown") target.opaque ??= open;
      continue;
    }
    copyEntries(machine, source, target, site);
  }
  return target;
}

function fromEntries(machine: Machine, { positional, site }: Given): Value {
  const open = openList(machine, positional[0]);
  if (open !== undefined) return open;
  const dict = new Dict();
  const walk = machine.semantics.walk(machine, positional[0], site);
  for (let index = 0; index < walk.length(); index++) {
    const item = machine.semantics.walk(machine, walk.at(index), site);
    const key = machine.semantics.format(machine, item.at(0), undefined, undefined, site);
    dict.entries.set(key, {
      key,
      value: item.at(1),
      slot: item.slot(1),
      keySite: item.slot(0)?.place ?? site,
    });
  }
  return dict;
}

/** `Array.from(list)`, `Array.from({ length: n }, (_, index) => …)`. */
function arrayFrom(machine: Machine, { positional, site }: Given): Value {
  const [source, mapper] = positional;
  const open = openList(machine, source);
  if (open !== undefined) return open;
  const list = new List([]);
  if (machine.tracked) list.slots = [];
  if (source instanceof Dict) {
    const length = Math.trunc(numeric(machine, source.get("length") ?? 0, site)) || 0;
    if (length > MAX_ITEMS)
      throw machine.error(
        t`An array of more than ${MAX_ITEMS} items is not made.`,
        site,
        "TooLarge",
      );
    for (let index = 0; index < length; index++) list.items.push(undefined);
  } else spreadInto(machine, list, source, site);
  if (mapper !== undefined) {
    for (let index = 0; index < list.items.length; index++) {
      machine.spend(1);
      list.items[index] = machine.apply(mapper, [list.items[index], index], site);
      if (list.slots) list.slots[index] = machine.slotAt(site);
    }
  }
  return bounded(machine, list, site);
}

const same = new Native("freeze", (machine, { positional, slots, site }) => {
  machine.place = slots[0]?.place ?? site;
  return positional[0];
});

const LIBRARY: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...mathConstants,
  ...[...mathFunctions].map(([name, compute]) => [name, mathNative(name, compute)] as const),
  ...[...primitiveFunctions].map(
    ([name, compute]) =>
      [
        name,
        pure(name, (machine, [value, second], site) =>
          compute(primitive(machine, value, site), primitive(machine, second, site)),
        ),
      ] as const,
  ),
  ["Object.keys", listing("keys", (entry) => ({ value: keyText(entry), slot: undefined }))],
  ["Object.values", listing("values", (entry) => entry)],
  ["Object.entries", listing("entries", pair)],
  ["Object.assign", new Native("assign", assign)],
  ["Object.fromEntries", new Native("fromEntries", fromEntries)],
  ["Object.freeze", same],
  ["Object.seal", same],
  ["Array.from", new Native("from", arrayFrom)],
  ["Array.isArray", pure("isArray", (_, [value]) => isObject(value) && value.kind === "list")],
  [
    "Array.of",
    new Native("of", (machine, { positional, slots, site }) => {
      const list = new List([...positional]);
      if (machine.tracked) list.slots = [...slots];
      return bounded(machine, list, site);
    }),
  ],
]);

const NAMESPACES: ReadonlySet<string> = new Set(["Math", "Object", "Array", "console", "JSON"]);

const GLOBALS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["undefined", undefined],
  ["NaN", NaN],
  ["Infinity", Infinity],
  ...[...NAMESPACES].map((name) => [name, new Library(name)] as const),
]);

export const typescriptLibrary = (path: string): { readonly value: Value } | undefined =>
  LIBRARY.has(path) ? { value: LIBRARY.get(path) } : undefined;

/** `Number` is a function and holds others: a library's name that is also known as a function. */
export function typescriptBuiltin(name: string): { readonly value: Value } | undefined {
  if (GLOBALS.has(name)) return { value: GLOBALS.get(name) };
  return name === "Number" ? { value: new Library("Number") } : typescriptLibrary(name);
}
