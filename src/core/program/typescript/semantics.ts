import { MAX_ITEMS } from "../../parse/limits";
import { binaryOperator, numberMethods, textMethods, type Primitive } from "../../parse/pure";
import { setEntry } from "../displays";
import { isSame } from "../identity";
import type { Machine } from "../machine";
import { change, openList, pure } from "../natives";
import type { Semantics, Walk } from "../semantics";
import type { BinaryOperator, CompareOperator, Unary } from "../tree";
import { Dict, isCallee, isObject, List, type Site, type Slot, type Value } from "../values";
import { arrayMethods } from "./arrays";
import { describe } from "./describe";
import { ordered, typescriptBuiltin, typescriptLibrary } from "./globals";
import { t } from "../../text/words";

const MAX_TEXT = 10_000;

function primitive(machine: Machine, value: Value, site: Site): Primitive {
  if (!isObject(value)) return value;
  throw machine.error(
    t`A number is expected here, and this is ${describe(value)}.`,
    site,
    "TypeError",
  );
}

function binary(
  machine: Machine,
  operator: BinaryOperator,
  left: Value,
  right: Value,
  site: Site,
): Value {
  const operate = binaryOperator(operator);
  if (!operate)
    throw machine.error(t`The operator ${operator} is not JavaScript's.`, site, "TypeError");
  const isText = operator === "+" && (typeof left === "string" || typeof right === "string");
  if (isText) return textSum(machine, left, right, site);
  const [a, b] = [left, right].map((value) => primitive(machine, value, site));
  // JavaScript makes NaN of undefined, which no schedule means
  if (a === undefined || b === undefined)
    throw machine.error(t("A number is expected here, and this is undefined."), site, "TypeError");
  return operate(a, b);
}

function textSum(machine: Machine, left: Value, right: Value, site: Site): Value {
  const text = [left, right].map((value) => textOf(machine, value, site)).join("");
  machine.spend(text.length >> 4);
  if (text.length > MAX_TEXT)
    throw machine.error(t("This text becomes too long."), site, "TooLarge");
  return text;
}

/** `String(value)`. */
function textOf(machine: Machine, value: Value, site: Site): string {
  if (!isObject(value)) return String(value);
  machine.spend(1);
  if (value.kind === "list" && !value.opaque) {
    return value.items
      .map((item) => (item === undefined || item === null ? "" : textOf(machine, item, site)))
      .join(",");
  }
  if (value.kind === "dict") return "[object Object]";
  throw machine.error(
    t`A text is expected here, and this is ${describe(value)}.`,
    site,
    "TypeError",
  );
}

function compare(
  machine: Machine,
  operator: CompareOperator,
  left: Value,
  right: Value,
  site: Site,
): Value {
  const operate = binaryOperator(operator);
  if (operator === "===" || operator === "!==") return same(machine, left, right, site, operator);
  if (!operate)
    throw machine.error(t`The operator ${operator} is not followed.`, site, "TypeError");
  if ((operator === "==" || operator === "!=") && isObject(left) && isObject(right))
    return same(machine, left, right, site, operator);
  const isNullish = (value: Value) => value === undefined || value === null;
  if ((operator === "==" || operator === "!=") && (isNullish(left) || isNullish(right)))
    return (isNullish(left) && isNullish(right)) === (operator === "==");
  return operate(primitive(machine, left, site), primitive(machine, right, site));
}

function same(
  machine: Machine,
  left: Value,
  right: Value,
  site: Site,
  operator: CompareOperator,
): Value {
  const answer = isSame(machine, left, right, site);
  return typeof answer === "boolean" && operator.startsWith("!") ? !answer : answer;
}

function unary(machine: Machine, operator: Unary["operator"], value: Value, site: Site): Value {
  if (operator === "void") return undefined;
  if (operator === "typeof") return typeOf(value);
  const known = primitive(machine, value, site);
  if (known === undefined)
    throw machine.error(t("A number is expected here, and this is undefined."), site, "TypeError");
  if (operator === "-") return -Number(known);
  return operator === "~" ? ~Number(known) : Number(known);
}

function typeOf(value: Value): string {
  if (isCallee(value)) return "function";
  return isObject(value) || value === null ? "object" : typeof value;
}

function member(machine: Machine, object: Value, name: string, site: Site): Value {
  const open = openList(machine, object);
  if (open !== undefined && !arrayMethods.has(name)) return open;
  if (object === undefined || object === null)
    throw machine.error(t`${name} of ${String(object)} cannot be read.`, site, "TypeError");
  if (typeof object === "string") return textMember(machine, object, name, site);
  if (typeof object === "number") return numberMember(machine, object, name, site);
  if (isObject(object)) {
    if (object.kind === "list") return listMember(machine, object, name, site);
    if (object.kind === "dict") return dictMember(machine, object, name, site);
  }
  throw machine.error(t`${name} of ${describe(object)} cannot be used.`, site, "TypeError");
}

function textMember(machine: Machine, text: string, name: string, site: Site): Value {
  if (name === "length") return text.length;
  const method = textMethods.get(name);
  if (!method) throw machine.error(t`.${name} of a text cannot be used.`, site, "TypeError");
  return pure(name, (inner, values, at) =>
    method(
      text,
      values.map((value) => primitive(inner, value, at)),
    ),
  );
}

function numberMember(machine: Machine, value: number, name: string, site: Site): Value {
  const method = numberMethods.get(name);
  if (!method) throw machine.error(t`.${name} of a number cannot be used.`, site, "TypeError");
  return pure(name, (inner, [given], at) => {
    const text = method(value, primitive(inner, given, at));
    if (text === undefined) throw inner.error(t`.${name} cannot do this.`, at, "RangeError");
    return text;
  });
}

function listMember(machine: Machine, list: List, name: string, site: Site): Value {
  if (name === "length") return list.items.length;
  const method = arrayMethods.get(name);
  if (method) return method;
  throw machine.error(t`${name} of an array cannot be used.`, site, "TypeError");
}

/** An own part of an object; its prototype is never looked at. */
function dictMember(machine: Machine, dict: Dict, name: string, site: Site): Value {
  const entry = dict.entries.get(name);
  if (entry) {
    machine.place = entry.slot?.place ?? machine.place;
    return entry.value;
  }
  if (dict.isClosed) {
    const names = [...dict.entries.keys()].join(", ");
    throw machine.error(t`There is no ${name} here: there is ${names}.`, site, "TypeError");
  }
  if (name in Object.prototype)
    throw machine.error(t`${name} of an object cannot be used.`, site, "TypeError");
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
  if (object instanceof List && name === "length") {
    resize(machine, object, value, site);
    return;
  }
  if (!(object instanceof Dict) || name === "__proto__")
    throw machine.error(t`${name} of ${describe(object)} cannot be changed.`, site, "TypeError");
  machine.place = site;
  machine.changing(object);
  setEntry(machine, object, name, value, slot, site);
}

function resize(machine: Machine, list: List, value: Value, site: Site): void {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > MAX_ITEMS)
    throw machine.error(t("This is no length of an array."), site, "RangeError");
  machine.place = site;
  change(machine, list);
  if (value === 0) list.opaque = undefined;
  if (value > list.items.length)
    throw machine.error(t("An array is not made longer like this."), site, "RangeError");
  list.items.length = value;
  if (list.slots) list.slots.length = Math.min(list.slots.length, value);
}

/** The index that a key is, where it is one. */
function indexOf(key: Value): number | undefined {
  if (typeof key === "number") return Number.isInteger(key) && key >= 0 ? key : undefined;
  return typeof key === "string" && /^(?:0|[1-9]\d{0,6})$/.test(key) ? Number(key) : undefined;
}

function index(machine: Machine, object: Value, key: Value, site: Site): Value {
  if (isObject(object) && object.kind === "list" && !object.opaque) {
    const at = indexOf(key);
    if (at !== undefined) {
      machine.place = object.slots?.[at]?.place ?? machine.place;
      return object.items[at];
    }
    if (typeof key === "number") return undefined;
    if (typeof key !== "string")
      throw machine.error(
        t`An item's number is expected here, and this is ${describe(key)}.`,
        site,
        "TypeError",
      );
    return listMember(machine, object, key, site);
  }
  if (typeof object === "string" && typeof key === "number") return object[key];
  return member(machine, object, textOf(machine, key, site), site);
}

function setIndex(
  machine: Machine,
  object: Value,
  key: Value,
  value: Value,
  slot: Slot | undefined,
  site: Site,
): void {
  if (!(object instanceof List)) {
    setMember(machine, object, textOf(machine, key, site), value, slot, site);
    return;
  }
  if (object.opaque) return;
  const at = indexOf(key);
  if (at === undefined) {
    setMember(machine, object, textOf(machine, key, site), value, slot, site);
    return;
  }
  if (at > object.items.length)
    throw machine.error(t("This would leave a hole in the array."), site, "RangeError");
  machine.place = site;
  change(machine, object);
  object.items[at] = value;
  if (object.slots) object.slots[at] = slot;
  if (object.items.length > MAX_ITEMS)
    throw machine.error(t`An array of more than ${MAX_ITEMS} items is not made.`, site, "TooLarge");
}

function deleteMember(machine: Machine, object: Value, name: string, site: Site): void {
  if (!(object instanceof Dict))
    throw machine.error(t`${name} of ${describe(object)} cannot be deleted.`, site, "TypeError");
  machine.place = site;
  machine.changing(object);
  object.entries.delete(name);
}

function walk(machine: Machine, value: Value, site: Site): Walk {
  if (value instanceof List) {
    return {
      length: () => value.items.length,
      at: (at) => value.items[at],
      slot: (at) => value.slots?.[at],
    };
  }
  if (typeof value === "string") {
    const characters = Array.from(value);
    return { length: () => characters.length, at: (at) => characters[at], slot: () => undefined };
  }
  throw machine.error(
    t`Only an array can be gone over here, and this is ${describe(value)}.`,
    site,
    "TypeError",
  );
}

/** JavaScript's rules: what it would do is done, or an error says that it is not followed. */
export const typescriptSemantics: Semantics = {
  builtin: typescriptBuiltin,
  library: typescriptLibrary,
  truth: (value) => Boolean(value),
  unary,
  binary,
  compare,
  member,
  setMember,
  deleteMember,
  index,
  setIndex,
  deleteIndex: (machine, object, key, site) => {
    if (object instanceof List)
      throw machine.error(t("This would leave a hole in the array."), site, "TypeError");
    deleteMember(machine, object, textOf(machine, key, site), site);
  },
  walk,
  keys: (machine, value, site) => {
    if (value instanceof Dict)
      return new List(ordered(value).map(({ key }) => (isObject(key) ? "" : String(key))));
    if (value instanceof List) return new List(value.items.map((_, at) => String(at)));
    throw machine.error(t("Only an object's keys can be gone over here."), site, "TypeError");
  },
  format: (machine, value, _, __, site) => textOf(machine, value, site),
};
