import { bounded, put, setEntry, spreadInto } from "../displays";
import { argument, change, hasArgument, openList } from "../natives";
import type { Machine } from "../machine";
import { keyOf } from "../keys";
import {
  Dict,
  isObject,
  isOpen,
  List,
  Native,
  numberOf,
  type Given,
  type Site,
  type Slot,
  type Value,
} from "../values";
import { equal, order } from "./equality";
import { t } from "../../text/words";

type Method<T> = (machine: Machine, self: T, given: Given) => Value;

const slotOf = (machine: Machine, given: Given, index: number): Slot | undefined =>
  machine.tracked ? given.slots[index] : undefined;

/** The position that an index means, from the end where it is negative. */
export function position(machine: Machine, index: Value, length: number, site: Site): number {
  const number = numberOf(index);
  if (
    number === undefined ||
    !Number.isInteger(number) ||
    (isObject(index) && index.kind === "float")
  )
    throw machine.error(t("An item's number is expected here."), site, "TypeError");
  const at = number < 0 ? number + length : number;
  if (at < 0 || at >= length)
    throw machine.error(t`There is no item ${number}: there are ${length}.`, site, "IndexError");
  return at;
}

function removeAt(machine: Machine, list: List, at: number): Value {
  change(machine, list);
  const [item] = list.items.splice(at, 1);
  list.slots?.splice(at, 1);
  return item;
}

function insertAt(
  machine: Machine,
  list: List,
  at: number,
  value: Value,
  slot: Slot | undefined,
): null {
  change(machine, list);
  list.items.splice(at, 0, value);
  list.slots?.splice(at, 0, slot);
  return null;
}

function indexOf(machine: Machine, list: List, value: Value): number {
  return list.items.findIndex((item) => equal(machine, item, value));
}

const LIST: readonly (readonly [string, Method<List>])[] = [
  [
    "append",
    (machine, list, given) => {
      insertAt(machine, list, list.items.length, given.positional[0], slotOf(machine, given, 0));
      bounded(machine, list, given.site);
      return null;
    },
  ],
  [
    "extend",
    (machine, list, given) => {
      change(machine, list);
      spreadInto(machine, list, given.positional[0], given.site);
      bounded(machine, list, given.site);
      return null;
    },
  ],
  [
    "insert",
    (machine, list, given) => {
      const at = numberOf(given.positional[0]) ?? 0;
      const index = at < 0 ? Math.max(0, list.items.length + at) : Math.min(at, list.items.length);
      return insertAt(machine, list, index, given.positional[1], slotOf(machine, given, 1));
    },
  ],
  [
    "pop",
    (machine, list, given) => {
      const at = hasArgument(given, 0, "index") ? given.positional[0] : -1;
      const index = position(machine, at, list.items.length, given.site);
      const place = list.slots?.[index]?.place;
      const item = removeAt(machine, list, index);
      machine.place = place ?? machine.place;
      return item;
    },
  ],
  [
    "remove",
    (machine, list, { positional, site }) => {
      const at = indexOf(machine, list, positional[0]);
      if (at < 0) throw machine.error(t("This is not in the list."), site, "ValueError");
      removeAt(machine, list, at);
      return null;
    },
  ],
  [
    "clear",
    (machine, list) => {
      change(machine, list);
      list.items = [];
      if (list.slots) list.slots = [];
      list.opaque = undefined;
      return null;
    },
  ],
  [
    "index",
    (machine, list, { positional, site }) => {
      const at = indexOf(machine, list, positional[0]);
      if (at < 0) throw machine.error(t("This is not in the list."), site, "ValueError");
      return at;
    },
  ],
  [
    "count",
    (machine, list, { positional }) =>
      list.items.filter((item) => equal(machine, item, positional[0])).length,
  ],
  [
    "reverse",
    (machine, list) => {
      change(machine, list);
      list.items.reverse();
      list.slots?.reverse();
      return null;
    },
  ],
  [
    "sort",
    (machine, list, given) => {
      change(machine, list);
      const ordered = sorted(machine, list, given);
      list.items = ordered.items;
      list.slots = ordered.slots;
      return null;
    },
  ],
  ["copy", (_, list) => copyOf(list)],
];

const SET: readonly (readonly [string, Method<List>])[] = [
  [
    "add",
    (machine, list, given) => {
      change(machine, list);
      put(machine, list, given.positional[0], slotOf(machine, given, 0));
      return null;
    },
  ],
  [
    "update",
    (machine, list, given) => {
      change(machine, list);
      for (const value of given.positional) spreadInto(machine, list, value, given.site);
      return null;
    },
  ],
  [
    "discard",
    (machine, list, { positional }) => {
      const at = indexOf(machine, list, positional[0]);
      if (at >= 0) removeAt(machine, list, at);
      return null;
    },
  ],
];

export function copyOf(list: List, type = list.type): List {
  const copy = new List(type, [...list.items]);
  copy.slots = list.slots && [...list.slots];
  copy.opaque = list.opaque;
  return copy;
}

/** `sorted(list, key=…, reverse=…)`: stable, as Python's. */
export function sorted(machine: Machine, list: List, { keywords, site }: Given): List {
  const key = keywords.get("key");
  const isReversed = keywords.get("reverse") === true;
  const keyed = list.items.map((item, index) => ({
    item,
    slot: list.slots?.[index],
    by: key === undefined || key === null ? item : machine.apply(key, [item], site),
  }));
  machine.spend(keyed.length * 4);
  if (keyed.some(({ by }) => isOpen(by))) {
    const copy = copyOf(list, "list");
    const cause = machine.unknown("sorted", site);
    if (isObject(cause) && cause.kind === "unknown") copy.opaque = cause;
    return copy;
  }
  keyed.sort((one, other) => (isReversed ? -1 : 1) * order(machine, one.by, other.by, site) || 0);
  const result = new List(
    "list",
    keyed.map(({ item }) => item),
  );
  result.slots = list.slots && keyed.map(({ slot }) => slot);
  return result;
}

const DICT: readonly (readonly [string, Method<Dict>])[] = [
  [
    "get",
    (machine, dict, given) => {
      const entry = dict.entries.get(keyOf(given.positional[0]));
      machine.place = entry?.slot?.place ?? given.slots[1]?.place ?? given.site;
      return entry ? entry.value : (argument(given, 1, "default") ?? null);
    },
  ],
  ["keys", (_, dict) => keysOf(dict)],
  ["values", (_, dict) => valuesOf(dict)],
  ["items", (_, dict) => pairsOf(dict)],
  ["copy", (_, dict) => copyDict(dict)],
  [
    "pop",
    (machine, dict, given) => {
      const key = keyOf(given.positional[0]);
      const entry = dict.entries.get(key);
      if (!entry && !hasArgument(given, 1, "default"))
        throw machine.error(t("There is no such key."), given.site, "KeyError");
      machine.changing(dict);
      dict.entries.delete(key);
      machine.place = entry?.slot?.place ?? given.site;
      return entry ? entry.value : argument(given, 1, "default");
    },
  ],
  [
    "update",
    (machine, dict, given) => {
      machine.changing(dict);
      for (const source of given.positional) updateFrom(machine, dict, source, given.site);
      for (const [key, value] of given.keywords) {
        const known = given.keywordSlots.get(key);
        setEntry(machine, dict, key, value, known?.slot, known?.key ?? given.site);
      }
      return null;
    },
  ],
  [
    "setdefault",
    (machine, dict, given) => {
      const [key] = given.positional;
      const known = dict.entries.get(keyOf(key));
      if (known) return known.value;
      machine.changing(dict);
      const value = argument(given, 1, "default") ?? null;
      setEntry(machine, dict, key, value, slotOf(machine, given, 1), given.site);
      return value;
    },
  ],
  [
    "clear",
    (machine, dict) => {
      machine.changing(dict);
      dict.entries = new Map();
      dict.opaque = undefined;
      return null;
    },
  ],
];

export function copyDict(dict: Dict): Dict {
  const copy = new Dict();
  copy.entries = new Map(dict.entries);
  copy.opaque = dict.opaque;
  return copy;
}

function updateFrom(machine: Machine, dict: Dict, source: Value, site: Site): void {
  const open = openList(machine, source);
  if (open && isObject(open)) {
    if (open.kind === "unknown") dict.opaque ??= open;
    return;
  }
  if (source instanceof Dict) {
    for (const [key, entry] of source.entries) {
      const known = dict.entries.get(key);
      dict.entries.set(key, { ...entry, key: known?.key ?? entry.key });
    }
    return;
  }
  const walk = machine.semantics.walk(machine, source, site);
  for (let index = 0; index < walk.length(); index++) {
    const pair = machine.semantics.walk(machine, walk.at(index), site);
    setEntry(machine, dict, pair.at(0), pair.at(1), pair.slot(1), site);
  }
}

function keysOf(dict: Dict): List {
  const list = new List(
    "list",
    [...dict.entries.values()].map(({ key }) => key),
  );
  list.opaque = dict.opaque;
  return list;
}

function valuesOf(dict: Dict): List {
  const entries = [...dict.entries.values()];
  const list = new List(
    "list",
    entries.map(({ value }) => value),
  );
  list.slots = entries.map(({ slot }) => slot);
  list.opaque = dict.opaque;
  return list;
}

function pairsOf(dict: Dict): List {
  const pairs = [...dict.entries.values()].map(({ key, value, slot }) => {
    const pair = new List("tuple", [key, value]);
    pair.slots = [undefined, slot];
    return pair;
  });
  const list = new List("list", pairs);
  list.opaque = dict.opaque;
  return list;
}

function native<T>(name: string, method: Method<T>, changes: boolean): Native {
  return new Native(name, (machine, given, self) => {
    const open = openList(machine, self);
    if (open !== undefined && !(changes && name === "clear")) {
      // what is added to an unknown list is somewhere in it; what it is then stays unknown
      return ADDS.has(name) ? null : open;
    }
    return method(machine, self as T, given);
  });
}

const ADDS: ReadonlySet<string> = new Set([
  "append",
  "extend",
  "insert",
  "add",
  "update",
  "reverse",
  "sort",
  "discard",
]);

const table = <T>(
  methods: readonly (readonly [string, Method<T>])[],
): ReadonlyMap<string, Native> =>
  new Map(methods.map(([name, method]) => [name, native(name, method, true)]));

export const listMethods = table(LIST);
export const setMethods = new Map([...table(LIST), ...table(SET)]);
export const dictMethods = table(DICT);

/** `min`, `max`: of several values, or of the items of one. */
export function extreme(machine: Machine, given: Given, sign: 1 | -1): Value {
  const { positional, keywords, site } = given;
  const key = keywords.get("key");
  const single = positional.length === 1;
  const open = single ? openList(machine, positional[0]) : undefined;
  if (open !== undefined) return open;
  const items = single ? itemsOf(machine, positional[0], site) : positional;
  const slots = single ? slotsOf(positional[0]) : given.slots;
  if (items.length === 0) {
    if (keywords.has("default")) return keywords.get("default");
    throw machine.error(t("There is nothing to choose from."), site, "ValueError");
  }
  const by = key === undefined ? items : items.map((item) => machine.apply(key, [item], site));
  return machine.lift(by, (known) => {
    let best = 0;
    for (let index = 1; index < known.length; index++) {
      if (sign * order(machine, known[index], known[best], site) > 0) best = index;
    }
    machine.place = slots?.[best]?.place ?? site;
    return key === undefined ? known[best] : items[best];
  });
}

const slotsOf = (value: Value): readonly (Slot | undefined)[] | undefined =>
  isObject(value) && value.kind === "list" ? value.slots : undefined;

/** The items of whatever can be walked over, paid for. */
export function itemsOf(machine: Machine, value: Value, site: Site): Value[] {
  const walk = machine.semantics.walk(machine, value, site);
  const length = walk.length();
  machine.spend(length);
  if (length > 100_000) throw machine.error(t("There are too many items."), site, "TooLarge");
  return Array.from({ length }, (_, index) => walk.at(index));
}

/** A list of what can be walked over, with the places of its items. */
export function listOf(machine: Machine, value: Value, type: List["type"], site: Site): List {
  const list = new List(type, []);
  list.slots = machine.tracked ? [] : undefined;
  spreadInto(machine, list, value, site);
  return bounded(machine, list, site);
}

/** `sum`: Python adds floats one after the other (compensated only since 3.12). */
export function total(machine: Machine, { positional, keywords, site }: Given): Value {
  const open = openList(machine, positional[0]);
  if (open !== undefined) return open;
  const start = positional[1] ?? keywords.get("start") ?? 0;
  let sum: Value = start;
  for (const item of itemsOf(machine, positional[0], site)) {
    sum = machine.lift([sum, item], ([a, b]) => machine.semantics.binary(machine, "+", a, b, site));
  }
  return sum;
}
