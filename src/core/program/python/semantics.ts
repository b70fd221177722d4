import { spreadInto, bounded, setEntry } from "../displays";
import { ProgramError } from "../errors";
import { keyOf } from "../keys";
import type { Machine } from "../machine";
import { change, openItems, openList } from "../natives";
import { readMember } from "../members";
import type { Semantics, Walk } from "../semantics";
import type { BinaryOperator, CompareOperator } from "../tree";
import {
  Closure,
  ClassValue,
  Dict,
  Instance,
  isObject,
  LibraryCall,
  List,
  numberOf,
  Slice,
  Span,
  type Site,
  type Slot,
  type Value,
} from "../values";
import { pythonBuiltin } from "./builtins";
import { copyDict, copyOf, dictMethods, listMethods, position, setMethods } from "./containers";
import { contains, equal, order } from "./equality";
import { pythonLibrary } from "./math";
import { arithmetic, float, isFloat } from "./numbers";
import { textMethods } from "./strings";
import { formatted, reprOf, textOf } from "./text";
import { Native } from "../values";
import { t } from "../../text/words";

const DUNDER: ReadonlyMap<string, string> = new Map([
  ["+", "add"],
  ["-", "sub"],
  ["*", "mul"],
  ["/", "truediv"],
  ["//", "floordiv"],
  ["%", "mod"],
  ["**", "pow"],
  ["<", "lt"],
  ["<=", "le"],
  [">", "gt"],
  [">=", "ge"],
  ["==", "eq"],
]);

function binary(
  machine: Machine,
  operator: BinaryOperator,
  left: Value,
  right: Value,
  site: Site,
): Value {
  const number = arithmetic(machine, operator, left, right, site);
  if (number !== undefined) return number;
  const open = openList(machine, left) ?? openList(machine, right);
  if (open !== undefined) return open;
  if (typeof left === "string") {
    if (operator === "+" && typeof right === "string") return limited(machine, left + right, site);
    if (operator === "*" && typeof right === "number") return repeated(machine, left, right, site);
    if (operator === "%") return machine.unknown(`${JSON.stringify(left)} % …`, site);
  }
  if (operator === "*" && isObject(right) && right.kind === "list")
    return timesList(machine, right, left, site);
  if (isObject(left)) {
    if (left.kind === "list") return ofLists(machine, operator, left, right, site);
    if (left.kind === "dict" && operator === "|" && right instanceof Dict)
      return merged(left, right);
    const own = special(machine, operator, left, right, site);
    if (own !== undefined) return own.value;
  }
  const foreign = [left, right].find((one) => one instanceof LibraryCall);
  if (foreign instanceof LibraryCall) return machine.unknown(`${foreign.callee}(…)`, site);
  throw machine.error(t`${operator} is not for these two.`, site, "TypeError");
}

function special(
  machine: Machine,
  operator: string,
  left: Value,
  right: Value,
  site: Site,
): { value: Value } | undefined {
  const name = DUNDER.get(operator);
  if (!(left instanceof Instance) || name === undefined) return undefined;
  try {
    const method = readMember(machine, left, `__${name}__`, site, operator);
    return { value: machine.apply(method, [right], site) };
  } catch (error) {
    if (error instanceof ProgramError && error.type === "AttributeError") return undefined;
    throw error;
  }
}

const MAX_TEXT = 10_000;

function limited(machine: Machine, text: string, site: Site): string {
  if (text.length > MAX_TEXT)
    throw machine.error(t("This text becomes too long."), site, "TooLarge");
  return text;
}

function repeated(machine: Machine, text: string, count: number, site: Site): string {
  if (text.length * count > MAX_TEXT)
    throw machine.error(t("This text becomes too long."), site, "TooLarge");
  return text.repeat(Math.max(0, count));
}

function ofLists(
  machine: Machine,
  operator: BinaryOperator,
  left: List,
  right: Value,
  site: Site,
): Value {
  if (operator === "*") return timesList(machine, left, right, site);
  if (!isObject(right) || right.kind !== "list")
    throw machine.error(t`${operator} is not for these two.`, site, "TypeError");
  if (operator === "+" && left.type === right.type) {
    const sum = copyOf(left);
    spreadInto(machine, sum, right, site);
    return bounded(machine, sum, site);
  }
  if (left.type !== "set" || right.type !== "set")
    throw machine.error(t`${operator} is not for these two.`, site, "TypeError");
  const inRight = (item: Value) => right.items.some((one) => equal(machine, one, item));
  if (operator === "&") return new List("set", left.items.filter(inRight));
  if (operator === "-")
    return new List(
      "set",
      left.items.filter((item) => !inRight(item)),
    );
  const union = copyOf(left);
  spreadInto(machine, union, right, site);
  return union;
}

function timesList(machine: Machine, list: List, times: Value, site: Site): Value {
  const count = numberOf(times);
  if (count === undefined || isFloat(times))
    throw machine.error(t("A list is repeated a whole number of times."), site, "TypeError");
  if (list.items.length * count > 100_000)
    throw machine.error(t("There are too many items."), site, "TooLarge");
  const result = new List(list.type, []);
  result.slots = list.slots && [];
  for (let index = 0; index < count; index++) {
    result.items.push(...list.items);
    result.slots?.push(...(list.slots ?? []));
  }
  return bounded(machine, result, site);
}

function merged(left: Dict, right: Dict): Dict {
  const dict = copyDict(left);
  for (const [key, entry] of right.entries) dict.entries.set(key, entry);
  dict.opaque ??= right.opaque;
  return dict;
}

/** `list += other`, `dict |= other` change what they stand for; all else makes a new value. */
function augment(
  machine: Machine,
  operator: BinaryOperator,
  left: Value,
  right: Value,
  site: Site,
): Value | undefined {
  if (!isObject(left)) return undefined;
  if (left.kind === "list" && left.type === "list" && operator === "+") {
    change(machine, left);
    spreadInto(machine, left, right, site);
    return bounded(machine, left, site);
  }
  if (left.kind === "dict" && operator === "|" && right instanceof Dict) {
    machine.changing(left);
    for (const [key, entry] of right.entries) left.entries.set(key, entry);
    return left;
  }
  return undefined;
}

function compare(
  machine: Machine,
  operator: CompareOperator,
  left: Value,
  right: Value,
  site: Site,
): Value {
  switch (operator) {
    case "is":
    case "is not":
      return identity(machine, left, right, operator === "is", site);
    case "in":
    case "not in": {
      const open =
        isObject(right) && right.kind === "call"
          ? machine.unknown(`… in ${right.callee}(…)`, site)
          : openItems(machine, right);
      return open ?? contains(machine, left, right, site) === (operator === "in");
    }
    case "==":
    case "!=": {
      const open = undecidable(machine, left, right, site);
      if (open !== undefined) return open;
      const own = special(machine, "==", left, right, site);
      const answer = own ? machine.semantics.truth(own.value) : equal(machine, left, right);
      return answer === (operator === "==");
    }
    default: {
      const open = undecidable(machine, left, right, site);
      if (open !== undefined) return open;
      const own = special(machine, operator, left, right, site);
      if (own) return own.value;
      const sign = order(machine, left, right, site);
      if (operator === "<") return sign < 0;
      if (operator === "<=") return sign <= 0;
      return operator === ">" ? sign > 0 : sign >= 0;
    }
  }
}

/** A class's name begins with a capital; other calls may give anything, None included. */
const isConstructed = (call: LibraryCall): boolean =>
  /^[A-Z]/.test(call.callee.slice(call.callee.lastIndexOf(".") + 1));

function identity(machine: Machine, left: Value, right: Value, wanted: boolean, site: Site): Value {
  const foreign = [left, right].find((one) => one instanceof LibraryCall && !isConstructed(one));
  if (foreign instanceof LibraryCall && left !== right)
    return machine.unknown(`${foreign.callee}(…)`, site);
  if (isObject(left) && isObject(right) && left.kind === "library" && right.kind === "library")
    return (left.path === right.path) === wanted;
  return Object.is(left, right) === wanted;
}

/** What a library's call gives is not known, so that neither is how it compares. */
function undecidable(machine: Machine, left: Value, right: Value, site: Site): Value | undefined {
  const foreign = [left, right].find((one) => one instanceof LibraryCall);
  if (foreign instanceof LibraryCall) return machine.unknown(`${foreign.callee}(…)`, site);
  return openList(machine, left) ?? openList(machine, right);
}

function member(machine: Machine, object: Value, name: string, site: Site): Value {
  const found = methodOf(object, name);
  if (found !== undefined) return found;
  if (isObject(object)) {
    if (object.kind === "closure") {
      const own = object.attributes.entries.get(name);
      if (own) return own.value;
      if (name === "__name__") return object.code.name;
    }
    if (object.kind === "instance" && name === "__class__") return object.type;
    if (object.kind === "instance" && name === "__dict__") return object.attributes;
    if (object.kind === "class" && name === "__init__") return new Native("__init__", () => null);
  }
  const open = openList(machine, object);
  if (open !== undefined) return open;
  if (isObject(object) && object.kind === "list") return machine.unknown(`.${name}`, site);
  throw machine.error(
    t`${describe(machine, object, site)} has no ${name}.`,
    site,
    "AttributeError",
  );
}

const describe = (machine: Machine, value: Value, site: Site): string =>
  reprOf(machine, value, site).slice(0, 40);

function methodOf(object: Value, name: string): Value | undefined {
  if (typeof object === "string") return textMethods.get(name)?.(object);
  if (numberOf(object) !== undefined) return numberMethod(object, name);
  if (!isObject(object)) return undefined;
  if (object.kind === "dict") return dictMethods.get(name);
  if (object.kind === "list") return (object.type === "set" ? setMethods : listMethods).get(name);
  return undefined;
}

function numberMethod(value: Value, name: string): Value | undefined {
  if (name === "real") return value;
  if (name === "item") return new Native("item", () => value);
  if (name === "is_integer") return new Native(name, () => Number.isInteger(numberOf(value)));
  return undefined;
}

function setMember(
  machine: Machine,
  object: Value,
  name: string,
  value: Value,
  slot: Slot | undefined,
  site: Site,
): void {
  const target = attributesOf(object);
  if (!target) throw machine.error(t`This cannot be given a ${name}.`, site, "AttributeError");
  machine.changing(target);
  target.entries.set(name, { key: name, value, slot, keySite: machine.tracked ? site : undefined });
}

function attributesOf(object: Value): Dict | undefined {
  if (object instanceof Instance || object instanceof ClassValue || object instanceof LibraryCall)
    return object.attributes;
  return object instanceof Closure ? object.attributes : undefined;
}

function deleteMember(machine: Machine, object: Value, name: string, site: Site): void {
  const target = attributesOf(object);
  if (!target?.entries.has(name))
    throw machine.error(t`There is no ${name}.`, site, "AttributeError");
  machine.changing(target);
  target.entries.delete(name);
}

function index(machine: Machine, object: Value, key: Value, site: Site): Value {
  const open = openList(machine, object);
  if (open !== undefined) return open;
  if (key instanceof Slice) return sliced(machine, object, key, site);
  if (typeof object === "string") return charAt(machine, object, key, site);
  if (!isObject(object)) throw machine.error(t("This has no items."), site, "TypeError");
  if (object.kind === "list") {
    if (object.type === "set")
      throw machine.error(t("A set has no numbered items."), site, "TypeError");
    const at = position(machine, key, object.items.length, site);
    machine.place = object.slots?.[at]?.place ?? machine.place;
    return object.items[at];
  }
  if (object.kind === "span")
    return object.start + position(machine, key, object.length, site) * object.step;
  if (object.kind === "dict") {
    const entry = object.entries.get(keyOf(key));
    if (!entry)
      throw machine.error(t`There is no key ${describe(machine, key, site)}.`, site, "KeyError");
    machine.place = entry.slot?.place ?? machine.place;
    return entry.value;
  }
  if (object.kind === "instance")
    return machine.apply(readMember(machine, object, "__getitem__", site, "[]"), [key], site);
  // a generic type with its parameters: `List[int]`
  if (object.kind === "library" || object.kind === "class" || object.kind === "native")
    return object;
  throw machine.error(t("This has no items."), site, "TypeError");
}

function charAt(machine: Machine, text: string, key: Value, site: Site): Value {
  const characters = Array.from(text);
  return characters[position(machine, key, characters.length, site)];
}

function sliced(machine: Machine, object: Value, slice: Slice, site: Site): Value {
  const text = typeof object === "string" ? Array.from(object) : undefined;
  const isList = isObject(object) && (object.kind === "list" || object.kind === "span");
  if (!text && !isList) throw machine.error(t("This has no items."), site, "TypeError");
  const walk = machine.semantics.walk(machine, object, site);
  const picked = positions(machine, slice, walk.length(), site);
  machine.spend(picked.length);
  if (text) return picked.map((at) => text[at]).join("");
  const type = isObject(object) && object.kind === "list" ? object.type : "list";
  const result = new List(
    type,
    picked.map((at) => walk.at(at)),
  );
  if (machine.tracked) result.slots = picked.map((at) => walk.slot(at));
  return result;
}

/** As CPython's `PySlice_AdjustIndices`. */
function positions(machine: Machine, slice: Slice, length: number, site: Site): number[] {
  const step = slice.step === null ? 1 : (numberOf(slice.step) ?? 1);
  if (step === 0) throw machine.error(t("A slice's step cannot be 0."), site, "ValueError");
  const bound = (value: Value, fallback: number): number => {
    const number = numberOf(value);
    if (number === undefined) return fallback;
    const at = number < 0 ? number + length : number;
    return step > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
  };
  const start = bound(slice.start, step > 0 ? 0 : length - 1);
  const stop = bound(slice.stop, step > 0 ? length : -1);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  machine.spend(count);
  return Array.from({ length: count }, (_, at) => start + at * step);
}

function setIndex(
  machine: Machine,
  object: Value,
  key: Value,
  value: Value,
  slot: Slot | undefined,
  site: Site,
): void {
  if (object instanceof LibraryCall || (isObject(object) && object.kind === "library")) return;
  if (object instanceof Dict) {
    machine.changing(object);
    setEntry(machine, object, key, value, slot, site);
    return;
  }
  if (object instanceof Instance) {
    machine.apply(readMember(machine, object, "__setitem__", site, "[]"), [key, value], site);
    return;
  }
  if (!(object instanceof List) || object.type !== "list" || key instanceof Slice)
    throw machine.error(t("An item of this cannot be changed."), site, "TypeError");
  if (object.opaque) return;
  const at = position(machine, key, object.items.length, site);
  change(machine, object);
  object.items[at] = value;
  if (object.slots) object.slots[at] = slot;
}

function deleteIndex(machine: Machine, object: Value, key: Value, site: Site): void {
  if (object instanceof Dict) {
    if (!object.entries.has(keyOf(key)) && !object.opaque)
      throw machine.error(t("There is no such key."), site, "KeyError");
    machine.changing(object);
    object.entries.delete(keyOf(key));
    return;
  }
  if (!(object instanceof List) || object.opaque) return;
  const at =
    key instanceof Slice
      ? positions(machine, key, object.items.length, site)
      : [position(machine, key, object.items.length, site)];
  change(machine, object);
  const gone = new Set(at);
  object.items = object.items.filter((_, one) => !gone.has(one));
  object.slots &&= object.slots.filter((_, one) => !gone.has(one));
}

function walk(machine: Machine, value: Value, site: Site): Walk {
  if (typeof value === "string") {
    const characters = Array.from(value);
    return { length: () => characters.length, at: (at) => characters[at], slot: () => undefined };
  }
  if (value instanceof List) {
    return {
      length: () => value.items.length,
      at: (at) => value.items[at],
      slot: (at) => value.slots?.[at],
    };
  }
  if (value instanceof Span) {
    return {
      length: () => value.length,
      at: (at) => value.start + at * value.step,
      slot: () => undefined,
    };
  }
  if (value instanceof Dict) {
    const entries = [...value.entries.values()];
    return { length: () => entries.length, at: (at) => entries[at]?.key, slot: () => undefined };
  }
  throw machine.error(t("There is nothing to go over here."), site, "TypeError");
}

function truth(value: Value): boolean {
  const number = numberOf(value);
  if (number !== undefined) return number !== 0;
  if (!isObject(value)) return value !== null && value !== undefined && value !== "";
  if (value.kind === "list") return value.items.length > 0;
  if (value.kind === "dict") return value.entries.size > 0;
  return value.kind === "span" ? value.length > 0 : true;
}

/** Python's rules. Whole numbers are exact up to 2^53 and unknown above. */
export const pythonSemantics: Semantics = {
  id: "python",
  builtin: pythonBuiltin,
  library: (path) => (pythonLibrary.has(path) ? { value: pythonLibrary.get(path) } : undefined),
  truth,
  unary: (machine, operator, value, site) => {
    const number = numberOf(value);
    if (
      number === undefined ||
      operator === "typeof" ||
      operator === "void" ||
      operator === "not"
    ) {
      if (value instanceof LibraryCall) return machine.unknown(`${value.callee}(…)`, site);
      throw machine.error(t("A number is expected here."), site, "TypeError");
    }
    if (operator === "~") return -number - 1;
    const result = operator === "-" ? -number : number;
    return isFloat(value) ? float(result) : result + 0;
  },
  binary,
  augment,
  compare,
  member,
  setMember,
  deleteMember,
  index,
  setIndex,
  deleteIndex,
  walk,
  keys: (machine, value, site) => new List("list", [walk(machine, value, site).at(0)]),
  format: (machine, value, format, conversion, site) => {
    const shown = conversion === "r" ? reprOf(machine, value, site) : value;
    return formatted(machine, shown, format ?? "", site) ?? textOf(machine, shown, site);
  },
};
