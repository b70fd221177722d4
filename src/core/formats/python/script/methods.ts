import type { CallPlace, Machine } from "./machine";
import { equal, keyOf } from "./operators";
import { entryOr, orElse, setEntry, spoil } from "./tables";
import {
  booleanValue,
  listValue,
  none,
  numberOf,
  numberValue,
  textValue,
  unknownFrom,
  unknownValue,
  type DictValue,
  type Given,
  type ListValue,
  type TextValue,
  type Value,
} from "./value";

type Method<Owner> = (machine: Machine, owner: Owner, given: readonly Value[]) => Value | undefined;

function setItems(machine: Machine, list: ListValue, items: readonly Value[]): Value {
  machine.journal.put(list, "items", items);
  return none;
}

const LIST: Readonly<Record<string, Method<ListValue>>> = {
  append: (machine, list, [item]) => item && setItems(machine, list, [...list.items, item]),
  add: (machine, list, [item]) => item && setItems(machine, list, [...list.items, item]),
  extend: (machine, list, [other]) => {
    const items = other && machine.iterate(other);
    return items && setItems(machine, list, [...list.items, ...items]);
  },
  insert: (machine, list, [at, item]) => {
    const index = numberOf(at);
    if (index === undefined || !item) return undefined;
    return setItems(machine, list, list.items.toSpliced(index, 0, item));
  },
  pop: (machine, list, [at]) => {
    const index = at ? numberOf(at) : -1;
    const item = index === undefined ? undefined : list.items.at(index);
    if (index === undefined || !item) return undefined;
    setItems(machine, list, list.items.toSpliced(index, 1));
    return item;
  },
  clear: (machine, list) => setItems(machine, list, []),
  reverse: (machine, list) => setItems(machine, list, list.items.toReversed()),
  sort: (machine, list, given) => {
    const numbers = list.items.map(numberOf);
    if (given.length > 0 || numbers.includes(undefined)) return undefined;
    const order = (a: Value, b: Value): number => (numberOf(a) ?? 0) - (numberOf(b) ?? 0);
    return setItems(machine, list, list.items.toSorted(order));
  },
  index: (_, list, [item]) => {
    const index = list.items.findIndex((candidate) => item && equal(candidate, item) !== false);
    const found = list.items[index];
    return found && item && equal(found, item) ? numberValue(index) : undefined;
  },
  copy: (_, list) => ({ ...list }),
};

const DICT: Readonly<Record<string, Method<DictValue>>> = {
  get: (_, dict, [name, fallback = none]) => {
    const key = name && keyOf(name);
    return key === undefined ? undefined : entryOr(dict, key, fallback);
  },
  items: (_, dict) =>
    listValue([...dict.entries].map(([key, value]) => listValue([keyValue(key), value], true))),
  keys: (_, dict) => listValue([...dict.entries.keys()].map(keyValue)),
  values: (_, dict) => listValue([...dict.entries.values()]),
  copy: (_, { entries, uncertain }) => ({ type: "dict", entries: new Map(entries), uncertain }),
  clear: (machine, dict) => {
    for (const key of dict.entries.keys()) setEntry(machine, dict, key, undefined);
    machine.journal.put(dict, "uncertain", undefined);
    return none;
  },
  pop: (machine, dict, [name, fallback]) => {
    const key = name && keyOf(name);
    if (key === undefined) return undefined;
    const value = entryOr(dict, key, fallback);
    setEntry(machine, dict, key, undefined);
    return value;
  },
  setdefault: (machine, dict, [name, value = none]) => {
    const key = name && keyOf(name);
    if (key === undefined) return undefined;
    const held = entryOr(dict, key, value);
    if (held) setEntry(machine, dict, key, held);
    return held;
  },
};

export const keyValue = (key: string | number): Value =>
  typeof key === "string" ? textValue(key) : numberValue(key);

const TEXT: Readonly<Record<string, Method<TextValue>>> = {
  lower: (_, text) => textValue(text.value.toLowerCase()),
  upper: (_, text) => textValue(text.value.toUpperCase()),
  strip: (_, text) => textValue(text.value.trim()),
  startswith: (_, text, [start]) =>
    start?.type === "text" ? booleanValue(text.value.startsWith(start.value)) : undefined,
  endswith: (_, text, [end]) =>
    end?.type === "text" ? booleanValue(text.value.endsWith(end.value)) : undefined,
  split: (_, text, [by]) => {
    if (by && by.type !== "text") return undefined;
    const parts = by ? text.value.split(by.value) : text.value.trim().split(/\s+/);
    return listValue(parts.map((part) => textValue(part)));
  },
  replace: (_, text, [from, to]) =>
    from?.type === "text" && to?.type === "text"
      ? textValue(text.value.replaceAll(from.value, to.value))
      : undefined,
};

/** A method of a list, dictionary or text as a function; undefined where there is none. */
export function methodOf(
  machine: Machine,
  owner: ListValue | DictValue | TextValue,
  name: string,
  place: CallPlace,
): Value | undefined {
  const run = runnerOf(machine, owner, name, place);
  if (!run) return undefined;
  return {
    type: "native",
    name,
    call: (given) =>
      run(
        given.positional.map(({ value }) => value),
        given,
      ) ?? machine.unknown(`${place.text}${keyIn(given)}`, place.range),
  };
}

/** `("lr")` of `config.get("lr", 0.1)`: what is asked for under one key is not what another has. */
function keyIn({ positional: [first] }: Given): string {
  return first?.value.type === "text" ? `("${first.value.value}")` : "";
}

type Runner = (given: readonly Value[], all: Given) => Value | undefined;

/** What lists have that changes them. */
const CHANGES_LIST =
  /^(?:append|appendleft|add|extend|insert|pop|popleft|popitem|clear|remove|discard|reverse|sort|update|rotate)$/;
/** Of these an uncertain list stays as uncertain, and what they do is known. */
const ADDS = /^(?:append|add|extend|insert)$/;

function runnerOf(
  machine: Machine,
  owner: ListValue | DictValue | TextValue,
  name: string,
  { text, range }: CallPlace,
): Runner | undefined {
  if (owner.type === "dict" && name === "update")
    return (given, all) => update(machine, owner, given, all);
  const table: Readonly<Record<string, Method<never>>> =
    owner.type === "list" ? LIST : owner.type === "dict" ? DICT : TEXT;
  const method = Object.hasOwn(table, name) ? table[name] : undefined;
  if (owner.type !== "list" || !CHANGES_LIST.test(name)) {
    if (!method || (isOpenList(owner) && name !== "copy")) return undefined;
    return (given) => method(machine, owner as never, given);
  }
  return (given, { keywords }) => {
    const isKnown =
      keywords.size === 0 && (!isOpenList(owner) || ADDS.test(name) || name === "clear");
    const done = isKnown ? method?.(machine, owner as never, given) : undefined;
    if (name === "clear")
      for (const key of ["uncertain", "more"] as const) machine.journal.put(owner, key, undefined);
    else if (!done) machine.journal.put(owner, "uncertain", unknownValue(text, range));
    return done;
  };
}

const isOpenList = (owner: ListValue | DictValue | TextValue): boolean =>
  owner.type === "list" && (owner.uncertain ?? owner.more) !== undefined;

function update(machine: Machine, dict: DictValue, [other]: readonly Value[], all: Given): Value {
  if (other?.type === "dict") {
    if (other.uncertain) spoil(machine, dict, other.uncertain);
    for (const [key, value] of other.entries)
      setEntry(machine, dict, key, orElse(value, dict.entries.get(key)));
  } else if (other) spoil(machine, dict, unknownFrom([other], "update", all.range));
  for (const [key, { value }] of all.keywords) setEntry(machine, dict, key, value);
  return none;
}
