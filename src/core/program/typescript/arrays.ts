import { MAX_ITEMS } from "../../parse/limits";
import { bounded } from "../displays";
import { mayChange } from "../invoke";
import { causeOf } from "../undecided";
import { isSame } from "../identity";
import type { Machine } from "../machine";
import { change, openList } from "../natives";
import {
  isCallee,
  isObject,
  isOpen,
  List,
  Native,
  type Given,
  type Site,
  type Slot,
  type Value,
} from "../values";
import { describe } from "./describe";
import { t } from "../../text/words";

interface ArrayCall {
  readonly machine: Machine;
  readonly list: List;
  readonly given: Given;
  readonly values: readonly Value[];
  readonly site: Site;
}

type Method = (call: ArrayCall) => Value;

/** A number that a method takes, as JavaScript makes it a whole one. */
function whole({ machine, values, site }: ArrayCall, index: number): number | undefined {
  const value = values[index];
  if (value === undefined) return undefined;
  if (typeof value === "number") return Math.trunc(value) || 0;
  throw machine.error(
    t`A position is a number, and this is ${describe(value)}.`,
    site,
    "TypeError",
  );
}

function made(
  { machine, site }: ArrayCall,
  items: Value[],
  slots: (Slot | undefined)[] | undefined,
): List {
  const list = new List(items);
  if (machine.tracked) list.slots = slots ?? [];
  return bounded(machine, list, site);
}

function callback({
  machine,
  values,
  site,
}: ArrayCall): (item: Value, index: number, list: List) => Value {
  const [callee] = values;
  if (!isCallee(callee) && !isOpen(callee))
    throw machine.error(
      t`A function is expected as argument, and this is ${describe(callee)}.`,
      site,
      "TypeError",
    );
  return (item, index, list) =>
    machine.apply(callee, [item, index, list], site, [list.slots?.[index]]);
}

/** Tests one item after the other; an open answer ends it. */
function search(
  call: ArrayCall,
  found: (item: Value, index: number) => Value,
  none: Value,
  wanted = true,
): Value {
  const { machine, list } = call;
  const test = callback(call);
  for (let index = 0; index < list.items.length; index++) {
    const item = list.items[index];
    machine.spend(1);
    const truth = machine.truth(test(item, index, list));
    if (typeof truth !== "boolean") return truth;
    if (truth === wanted) return found(item, index);
  }
  return none;
}

const placed = ({ machine, list }: ArrayCall, index: number): Value => {
  machine.place = list.slots?.[index]?.place ?? machine.place;
  return list.items[index];
};

function map(call: ArrayCall): Value {
  const { machine, list, site } = call;
  const apply = callback(call);
  const slots: Slot[] = [];
  const items: Value[] = [];
  for (let index = 0; index < list.items.length; index++) {
    machine.spend(1);
    items.push(apply(list.items[index], index, list));
    if (machine.tracked) slots.push(machine.slotAt(site));
  }
  return made(call, items, slots);
}

function filter(call: ArrayCall): Value {
  const { machine, list } = call;
  const test = callback(call);
  const kept: number[] = [];
  for (let index = 0; index < list.items.length; index++) {
    machine.spend(1);
    const truth = machine.truth(test(list.items[index], index, list));
    if (typeof truth !== "boolean") return truth;
    if (truth) kept.push(index);
  }
  return made(
    call,
    kept.map((at) => list.items[at]),
    kept.map((at) => list.slots?.[at]),
  );
}

function reduce(call: ArrayCall, fromEnd: boolean): Value {
  const { machine, list, values, given, site } = call;
  const [callee] = values;
  const order = list.items.map((_, index) => index);
  if (fromEnd) order.reverse();
  const hasInitial = given.positional.length > 1;
  if (!hasInitial && order.length === 0)
    throw machine.error(t("An empty array has nothing to reduce."), site, "TypeError");
  let total = hasInitial ? values[1] : list.items[order.shift() ?? 0];
  for (const index of order) {
    machine.spend(1);
    total = machine.apply(callee, [total, list.items[index], index, list], site);
  }
  return total;
}

function flatten(call: ArrayCall, list: List, depth: number): Value {
  const items: Value[] = [];
  const slots: (Slot | undefined)[] = [];
  const visit = (from: List, left: number): void => {
    call.machine.spend(from.items.length);
    from.items.forEach((item, index) => {
      if (isObject(item) && item.kind === "list" && left > 0) visit(item, left - 1);
      else {
        items.push(item);
        slots.push(from.slots?.[index]);
      }
    });
  };
  visit(list, depth);
  return made(call, items, slots);
}

function concat(call: ArrayCall): Value {
  const { list, values, given, machine } = call;
  const items = [...list.items];
  const slots = [...(list.slots ?? [])];
  for (const [index, value] of values.entries()) {
    const open = openList(machine, value);
    if (open !== undefined) return open;
    if (isObject(value) && value.kind === "list") {
      items.push(...value.items);
      slots.push(...(value.slots ?? []));
    } else {
      items.push(value);
      slots.push(given.slots[index]);
    }
  }
  return made(call, items, slots);
}

function slice(call: ArrayCall): Value {
  const [from, to] = [whole(call, 0), whole(call, 1)];
  return made(call, call.list.items.slice(from, to), call.list.slots?.slice(from, to));
}

function push(call: ArrayCall): Value {
  const { machine, list, values, given, site } = call;
  change(machine, list);
  list.items.push(...values);
  list.slots?.push(...values.map((_, index) => given.slots[index]));
  bounded(machine, list, site);
  return list.items.length;
}

function unshift(call: ArrayCall): Value {
  const { machine, list, values, given, site } = call;
  change(machine, list);
  list.items.unshift(...values);
  list.slots?.unshift(...values.map((_, index) => given.slots[index]));
  bounded(machine, list, site);
  return list.items.length;
}

function remove(call: ArrayCall, at: number): Value {
  const { machine, list } = call;
  if (list.items.length === 0) return undefined;
  change(machine, list);
  const [item] = list.items.splice(at, 1);
  list.slots?.splice(at, 1);
  return item;
}

function splice(call: ArrayCall): Value {
  const { machine, list, values, given } = call;
  change(machine, list);
  const start = whole(call, 0) ?? 0;
  const count = given.positional.length < 2 ? list.items.length : (whole(call, 1) ?? 0);
  const added = values.slice(2);
  const removed = given.positional.length === 0 ? [] : list.items.splice(start, count, ...added);
  const slots = list.slots?.splice(
    start,
    given.positional.length === 0 ? 0 : count,
    ...added.map((_, index) => given.slots[index + 2]),
  );
  return made(call, removed, slots);
}

function fill(call: ArrayCall): Value {
  const { machine, list, values, given } = call;
  change(machine, list);
  const [from, to] = [whole(call, 1), whole(call, 2)];
  list.items.fill(values[0], from, to);
  list.slots?.fill(given.slots[0], from, to);
  return list;
}

/** In place and stable; without a function by the texts of the items, as JavaScript does it. */
function sort(call: ArrayCall, list: List): Value {
  const { machine, values, site } = call;
  const [compare] = values;
  const pairs = list.items.map((item, index) => ({ item, slot: list.slots?.[index] }));
  machine.spend(pairs.length * 8);
  let open: Value = compare === undefined ? list.items.find(isOpen) : undefined;
  pairs.sort((one, other) => {
    if (compare === undefined) return textOrder(call, one.item, other.item);
    const answer = machine.apply(compare, [one.item, other.item], site);
    if (typeof answer === "number") return answer;
    open = answer;
    return 0;
  });
  if (isOpen(open)) {
    list.opaque ??= causeOf({ condition: "sort", site: call.site, open });
    return list;
  }
  list.items = pairs.map(({ item }) => item);
  list.slots &&= pairs.map(({ slot }) => slot);
  return list;
}

function textOrder({ machine, site }: ArrayCall, one: Value, other: Value): number {
  if (one === undefined || other === undefined)
    return one === other ? 0 : one === undefined ? 1 : -1;
  const [a, b] = [one, other].map((value) =>
    machine.semantics.format(machine, value, undefined, undefined, site),
  );
  return (a ?? "") < (b ?? "") ? -1 : (a ?? "") > (b ?? "") ? 1 : 0;
}

function copyOf(call: ArrayCall): List {
  return made(call, [...call.list.items], call.list.slots && [...call.list.slots]);
}

function join(call: ArrayCall): Value {
  const { machine, list, values, site } = call;
  const separator = typeof values[0] === "string" ? values[0] : ",";
  return machine.lift(list.items, (items) => {
    let text = "";
    for (const [index, item] of items.entries()) {
      if (index > 0) text += separator;
      if (item !== undefined && item !== null)
        text += machine.semantics.format(machine, item, undefined, undefined, site);
      machine.spend(1);
      if (text.length > MAX_ITEMS)
        throw machine.error(t("This text becomes too long."), site, "TooLarge");
    }
    return text;
  });
}

/** Which of `items` the sought value is one with; where one of them is open, that. */
function matches(call: ArrayCall, items: readonly Value[], sought: Value): readonly Value[] {
  return items.map((item) => isSame(call.machine, item, sought, call.site));
}

function indexOf(call: ArrayCall, last: boolean): Value {
  const { machine, list, values, given } = call;
  machine.spend(list.items.length);
  const from = given.positional.length > 1 ? (whole(call, 1) ?? 0) : undefined;
  return machine.lift([values[0], ...list.items], ([sought, ...items]) =>
    machine.lift(matches(call, items, sought), (at) => {
      if (last) return from === undefined ? at.lastIndexOf(true) : at.lastIndexOf(true, from);
      return at.indexOf(true, from);
    }),
  );
}

function includes(call: ArrayCall): Value {
  const { machine, list, values } = call;
  machine.spend(list.items.length);
  const items = list.items.slice(startOf(call, list.items.length));
  const has = (among: readonly Value[], sought: Value): Value =>
    machine.lift(
      among.map((item) =>
        Number.isNaN(item) && Number.isNaN(sought)
          ? true
          : isSame(machine, item, sought, call.site),
      ),
      (found) => found.includes(true),
    );
  // what is there is there, whatever the others turn out to be
  const known = items.filter((item) => !isOpen(item));
  if (!isOpen(values[0]) && has(known, values[0]) === true) return true;
  return machine.lift([values[0], ...items], ([sought, ...among]) => has(among, sought));
}

/** Where a search begins: from the end, where the number is negative. */
function startOf(call: ArrayCall, length: number): number {
  const from = whole(call, 1) ?? 0;
  return from < 0 ? Math.max(0, from + length) : from;
}

function reversed(list: List): List {
  list.items.reverse();
  list.slots?.reverse();
  return list;
}

const METHODS: readonly (readonly [string, Method])[] = [
  [
    "at",
    (call) => {
      const at = whole(call, 0) ?? 0;
      return placed(call, at < 0 ? at + call.list.items.length : at);
    },
  ],
  ["concat", concat],
  ["every", (call) => search(call, () => false, true, false)],
  ["fill", fill],
  ["filter", filter],
  ["find", (call) => search(call, (_, index) => placed(call, index), undefined)],
  ["findIndex", (call) => search(call, (_, index) => index, -1)],
  [
    "flat",
    (call) => flatten(call, call.list, call.values[0] === undefined ? 1 : (whole(call, 0) ?? 1)),
  ],
  [
    "flatMap",
    (call) => {
      const mapped = map(call);
      return mapped instanceof List ? flatten(call, mapped, 1) : mapped;
    },
  ],
  [
    "forEach",
    (call) => {
      const apply = callback(call);
      for (let index = 0; index < call.list.items.length; index++) {
        call.machine.spend(1);
        apply(call.list.items[index], index, call.list);
      }
      return undefined;
    },
  ],
  ["includes", includes],
  ["indexOf", (call) => indexOf(call, false)],
  ["join", join],
  ["lastIndexOf", (call) => indexOf(call, true)],
  ["map", map],
  ["pop", (call) => remove(call, call.list.items.length - 1)],
  ["push", push],
  ["reduce", (call) => reduce(call, false)],
  ["reduceRight", (call) => reduce(call, true)],
  [
    "reverse",
    ({ machine, list }) => {
      change(machine, list);
      return reversed(list);
    },
  ],
  ["shift", (call) => remove(call, 0)],
  ["slice", slice],
  ["some", (call) => search(call, () => true, false)],
  [
    "sort",
    (call) => {
      change(call.machine, call.list);
      return sort(call, call.list);
    },
  ],
  ["splice", splice],
  ["toReversed", (call) => reversed(copyOf(call))],
  ["toSorted", (call) => sort(call, copyOf(call))],
  ["unshift", unshift],
];

/** Nobody knows how often a callback is called for an array of which nobody knows the items. */
function mayCallBack(machine: Machine, given: Given, self: Value, name: string): void {
  const callbacks = given.positional.filter(isCallee);
  if (callbacks.length > 0)
    mayChange(machine, { ...given, positional: [...callbacks, self] }, name);
}

/** Methods that give back the array itself, which stays as unknown as it was. */
const SAME: ReadonlySet<string> = new Set(["reverse", "sort", "fill"]);

export const arrayMethods: ReadonlyMap<string, Native> = new Map(
  METHODS.map(([name, method]) => [
    name,
    new Native(name, (machine, given, self) => {
      const open = openList(machine, self);
      if (open !== undefined) mayCallBack(machine, given, self, name);
      if (open !== undefined && name === "forEach") return undefined;
      if (open !== undefined) return SAME.has(name) ? self : open;
      if (!(self instanceof List))
        throw machine.error(t`.${name}() is for arrays.`, given.site, "TypeError");
      machine.spend(self.items.length >> 3);
      return method({ machine, list: self, given, values: given.positional, site: given.site });
    }),
  ]),
);
