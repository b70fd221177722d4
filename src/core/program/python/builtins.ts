import { bounded, copyEntries, setEntry } from "../displays";
import type { Machine } from "../machine";
import { argument, openItems, pure } from "../natives";
import { hasForeignBase } from "../classes";
import { readMember } from "../members";
import {
  Descriptor,
  Dict,
  Instance,
  isCallee,
  isObject,
  isOpen,
  Library,
  List,
  Native,
  numberOf,
  Span,
  type ClassValue,
  type Given,
  type Site,
  type Value,
} from "../values";
import { extreme, itemsOf, listOf, sorted, total } from "./containers";
import { absolute } from "./math";
import { float, int, isFloat, roundHalfEven } from "./numbers";
import { formatted, reprOf, textOf } from "./text";
import { t } from "../../text/words";

function lengthOf(machine: Machine, value: Value, site: Site): Value {
  const open = openItems(machine, value);
  if (open !== undefined) return open;
  if (typeof value === "string") return Array.from(value).length;
  if (isObject(value)) {
    if (value.kind === "list") return value.items.length;
    if (value.kind === "dict") return value.entries.size;
    if (value.kind === "span") return value.length;
    if (value.kind === "instance")
      return machine.apply(readMember(machine, value, "__len__", site, "len"), [], site);
    if (value.kind === "call") return machine.unknown(`len(${value.callee}(…))`, site);
  }
  throw machine.error(t("This has no length."), site, "TypeError");
}

/** `len(loader)` has its own text as symbol, as that is what the user knows a value for. */
const len = new Native("len", (machine, { positional, site, text }) => {
  const [value] = positional;
  const isForeign = isObject(value) && (value.kind === "unknown" || value.kind === "call");
  if (isForeign && text !== undefined) return machine.unknown(text, site);
  return machine.lift([value], ([known]) => lengthOf(machine, known, site));
});

function spanOf(machine: Machine, values: readonly Value[], site: Site): Value {
  const numbers = values.map((value) => {
    const number = numberOf(value);
    if (number === undefined || isFloat(value))
      throw machine.error(t("range takes whole numbers."), site, "TypeError");
    return number;
  });
  const [first = 0, second, step = 1] = numbers;
  if (step === 0) throw machine.error(t("range's step cannot be 0."), site, "ValueError");
  return second === undefined ? new Span(0, first, 1) : new Span(first, second, step);
}

function wholeOf(machine: Machine, value: Value, site: Site): Value {
  const number = numberOf(value);
  if (number !== undefined) {
    if (!Number.isFinite(number))
      throw machine.error(t("This is no whole number."), site, "ValueError");
    return int(machine, Math.trunc(number), site);
  }
  const text = typeof value === "string" ? value.trim().replaceAll("_", "") : "";
  if (!/^[-+]?\d+$/.test(text))
    throw machine.error(t("This is no whole number."), site, "ValueError");
  return int(machine, Number(text), site);
}

function floatOf(machine: Machine, value: Value, site: Site): Value {
  const number = numberOf(value);
  if (number !== undefined) return float(number);
  const text = typeof value === "string" ? value.trim().toLowerCase() : "";
  const special = /^([-+]?)(inf|infinity|nan)$/.exec(text);
  if (special) return special[2] === "nan" ? NaN : special[1] === "-" ? -Infinity : Infinity;
  if (!/^[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[-+]?\d+)?$/.test(text))
    throw machine.error(t("This is no number."), site, "ValueError");
  return float(Number(text.replaceAll("_", "")));
}

function rounded(machine: Machine, [value, digits]: readonly Value[], site: Site): Value {
  const number = numberOf(value);
  if (number === undefined) throw machine.error(t("A number is expected here."), site, "TypeError");
  if (digits === undefined || digits === null) {
    if (!Number.isFinite(number))
      throw machine.error(t("This cannot be rounded."), site, "ValueError");
    return int(machine, roundHalfEven(number, 0), site);
  }
  const result = roundHalfEven(number, numberOf(digits) ?? 0);
  return isFloat(value) ? float(result) : result;
}

function zipped(machine: Machine, lists: readonly Value[], site: Site): Value {
  const open = lists.map((list) => openItems(machine, list)).find((one) => one !== undefined);
  if (open !== undefined) return open;
  const walks = lists.map((list) => machine.semantics.walk(machine, list, site));
  const length = Math.min(...walks.map((walk) => walk.length()), walks.length === 0 ? 0 : Infinity);
  machine.spend(length * walks.length);
  const result = new List("list", []);
  for (let index = 0; index < Math.min(length, 100_000); index++) {
    const pair = new List(
      "tuple",
      walks.map((walk) => walk.at(index)),
    );
    pair.slots = walks.map((walk) => walk.slot(index));
    result.items.push(pair);
  }
  return bounded(machine, result, site);
}

function enumerated(machine: Machine, given: Given): Value {
  const { site, positional } = given;
  const open = openItems(machine, positional[0]);
  if (open !== undefined) return open;
  const start = numberOf(argument(given, 1, "start")) ?? 0;
  const walk = machine.semantics.walk(machine, positional[0], site);
  const result = new List("list", []);
  for (let index = 0; index < walk.length(); index++) {
    machine.spend(1);
    const pair = new List("tuple", [start + index, walk.at(index)]);
    pair.slots = [undefined, walk.slot(index)];
    result.items.push(pair);
  }
  return bounded(machine, result, site);
}

function mapped(machine: Machine, { positional, site }: Given): Value {
  const [callee, ...lists] = positional;
  const rows = zipped(machine, lists, site);
  if (isOpen(rows)) return rows;
  const items = itemsOf(machine, rows, site).map((row) =>
    machine.apply(callee, itemsOf(machine, row, site), site),
  );
  return bounded(machine, new List("list", items), site);
}

function filtered(machine: Machine, { positional, site }: Given): Value {
  const [test, list] = positional;
  const open = openItems(machine, list);
  if (open !== undefined) return open;
  const kept = new List("list", []);
  for (const item of itemsOf(machine, list, site)) {
    const truth = machine.truth(test === null ? item : machine.apply(test, [item], site));
    if (typeof truth !== "boolean") return truth;
    if (truth) kept.items.push(item);
  }
  return kept;
}

function every(machine: Machine, { positional, site }: Given, wanted: boolean): Value {
  const open = openItems(machine, positional[0]);
  if (open !== undefined) return open;
  let undecided: Value = wanted;
  for (const item of itemsOf(machine, positional[0], site)) {
    const truth = machine.truth(item);
    if (truth === !wanted) return !wanted;
    if (truth !== wanted) undecided = truth;
  }
  return undecided;
}

/** The types by which `isinstance` and `type` tell values apart. */
const TYPES: ReadonlyMap<string, (value: Value) => boolean> = new Map<
  string,
  (value: Value) => boolean
>([
  ["int", (value) => typeof value === "boolean" || (typeof value === "number" && !isFloat(value))],
  ["float", isFloat],
  ["str", (value) => typeof value === "string"],
  ["bool", (value) => typeof value === "boolean"],
  ["list", (value) => isObject(value) && value.kind === "list" && value.type === "list"],
  ["tuple", (value) => isObject(value) && value.kind === "list" && value.type === "tuple"],
  ["set", (value) => isObject(value) && value.kind === "list" && value.type === "set"],
  ["dict", (value) => isObject(value) && value.kind === "dict"],
  ["Callable", (value) => isCallee(value)],
]);

function isInstance(machine: Machine, value: Value, type: Value, site: Site): Value {
  if (isObject(type) && type.kind === "list") {
    const answers = type.items.map((one) => isInstance(machine, value, one, site));
    return answers.includes(true) ? true : (answers.find(isOpen) ?? false);
  }
  if (!isObject(type)) throw machine.error(t("A class is expected here."), site, "TypeError");
  if (type.kind === "native")
    return TYPES.get(type.name)?.(value) ?? machine.unknown("isinstance", site);
  if (type.kind === "class")
    return isObject(value) && value.kind === "instance" && descends(value.type, type);
  if (type.kind !== "library") return machine.unknown("isinstance", site);
  const test = TYPES.get(type.path.slice(type.path.lastIndexOf(".") + 1));
  if (test) return test(value);
  const isForeign =
    isObject(value) &&
    (value.kind === "call" || (value.kind === "instance" && hasForeignBase(value.type)));
  if (!isForeign) return false;
  return value.kind === "call" && value.callee === type.path
    ? true
    : machine.unknown(`isinstance(…, ${type.path})`, site);
}

const descends = (type: ClassValue, from: ClassValue): boolean =>
  type === from ||
  type.bases.some((base) => isObject(base) && base.kind === "class" && descends(base, from));

function typeOf(machine: Machine, value: Value, site: Site): Value {
  if (value instanceof Instance) return value.type;
  for (const name of ["bool", "int", "float", "str", "list", "tuple", "set", "dict"]) {
    if (TYPES.get(name)?.(value)) return BUILTINS.get(name);
  }
  return machine.unknown("type(…)", site);
}

function dictOf(machine: Machine, given: Given): Value {
  const { positional, keywords, keywordSlots, site } = given;
  const dict = new Dict();
  const [source] = positional;
  const open = openItems(machine, source);
  if (open !== undefined) return open;
  if (source instanceof Dict || source instanceof Instance)
    copyEntries(machine, source, dict, site);
  else if (source !== undefined) {
    for (const row of itemsOf(machine, source, site)) {
      const pair = machine.semantics.walk(machine, row, site);
      setEntry(machine, dict, pair.at(0), pair.at(1), pair.slot(1), site);
    }
  }
  for (const [name, value] of keywords) {
    const known = keywordSlots.get(name);
    setEntry(machine, dict, name, value, known?.slot, known?.key ?? site);
  }
  return dict;
}

function attribute(machine: Machine, { positional, site }: Given): Value {
  const [object, name, fallback] = positional;
  if (typeof name !== "string") return machine.unknown("getattr(…)", site);
  if (positional.length < 3) return readMember(machine, object, name, site, `getattr(…, ${name})`);
  if (object instanceof Instance || object instanceof Dict) {
    const has = object instanceof Instance ? hasMember(machine, object, name, site) : false;
    return has ? readMember(machine, object, name, site, name) : fallback;
  }
  const value = readMember(machine, object, name, site, `getattr(…, ${name})`);
  return value;
}

function hasMember(machine: Machine, object: Value, name: string, site: Site): boolean {
  try {
    readMember(machine, object, name, site, name);
    return true;
  } catch {
    return false;
  }
}

const collection = (name: "list" | "tuple" | "set"): Native =>
  new Native(name, (machine, { positional, site }) => {
    if (positional.length === 0) {
      const list = new List(name, []);
      if (machine.tracked) list.slots = [];
      return list;
    }
    return openItems(machine, positional[0]) ?? listOf(machine, positional[0], name, site);
  });

const BUILTINS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["len", len],
  ["range", pure("range", spanOf)],
  [
    "int",
    pure("int", (machine, values, site) =>
      values.length === 0 ? 0 : wholeOf(machine, values[0], site),
    ),
  ],
  [
    "float",
    pure("float", (machine, values, site) =>
      values.length === 0 ? float(0) : floatOf(machine, values[0], site),
    ),
  ],
  [
    "str",
    pure("str", (machine, values, site) =>
      values.length === 0 ? "" : textOf(machine, values[0], site),
    ),
  ],
  ["repr", pure("repr", (machine, [value], site) => reprOf(machine, value, site))],
  [
    "bool",
    pure("bool", (machine, values) => (values.length === 0 ? false : machine.truth(values[0]))),
  ],
  ["abs", pure("abs", (machine, [value], site) => absolute(machine, value, site))],
  [
    "round",
    new Native("round", (machine, given) =>
      machine.lift([given.positional[0], argument(given, 1, "ndigits")], (values) =>
        rounded(machine, values, given.site),
      ),
    ),
  ],
  [
    "pow",
    pure("pow", (machine, [a, b], site) => machine.semantics.binary(machine, "**", a, b, site)),
  ],
  [
    "divmod",
    pure("divmod", (machine, [a, b], site) => {
      const { semantics } = machine;
      return new List("tuple", [
        semantics.binary(machine, "//", a, b, site),
        semantics.binary(machine, "%", a, b, site),
      ]);
    }),
  ],
  ["min", new Native("min", (machine, given) => extreme(machine, given, -1))],
  ["max", new Native("max", (machine, given) => extreme(machine, given, 1))],
  ["sum", new Native("sum", total)],
  ["zip", new Native("zip", (machine, { positional, site }) => zipped(machine, positional, site))],
  ["enumerate", new Native("enumerate", enumerated)],
  ["map", new Native("map", mapped)],
  ["filter", new Native("filter", filtered)],
  ["any", new Native("any", (machine, given) => every(machine, given, false))],
  ["all", new Native("all", (machine, given) => every(machine, given, true))],
  ["list", collection("list")],
  ["tuple", collection("tuple")],
  ["set", collection("set")],
  ["frozenset", collection("set")],
  ["dict", new Native("dict", dictOf)],
  [
    "sorted",
    new Native("sorted", (machine, given) => {
      const open = openItems(machine, given.positional[0]);
      return (
        open ?? sorted(machine, listOf(machine, given.positional[0], "list", given.site), given)
      );
    }),
  ],
  [
    "reversed",
    new Native("reversed", (machine, { positional, site }) => {
      const open = openItems(machine, positional[0]);
      if (open !== undefined) return open;
      const list = listOf(machine, positional[0], "list", site);
      list.items.reverse();
      list.slots?.reverse();
      return list;
    }),
  ],
  ["print", new Native("print", () => null)],
  [
    "isinstance",
    new Native("isinstance", (machine, { positional: [value, type], site }) =>
      machine.lift([value], ([known]) => isInstance(machine, known, type, site)),
    ),
  ],
  ["type", pure("type", (machine, [value], site) => typeOf(machine, value, site))],
  ["callable", pure("callable", (_, [value]) => isCallee(value))],
  ["getattr", new Native("getattr", attribute)],
  [
    "hasattr",
    pure("hasattr", (machine, [object, name], site) =>
      isObject(object) && object.kind === "call"
        ? machine.unknown("hasattr(…)", site)
        : hasMember(machine, object, textOf(machine, name, site), site),
    ),
  ],
  [
    "setattr",
    new Native("setattr", (machine, { positional: [object, name, value], slots, site }) => {
      if (isOpen(object) || isOpen(name)) return null;
      machine.semantics.setMember(
        machine,
        object,
        textOf(machine, name, site),
        value,
        slots[2],
        site,
      );
      return null;
    }),
  ],
  ["vars", pure("vars", (_, [value]) => (value instanceof Instance ? value.attributes : null))],
  [
    "format",
    pure(
      "format",
      (machine, [value, spec], site) =>
        formatted(machine, value, typeof spec === "string" ? spec : "", site) ??
        machine.unknown("format(…)", site),
    ),
  ],
  [
    "property",
    new Native("property", (_, { positional }) => new Descriptor("property", positional[0])),
  ],
  [
    "staticmethod",
    new Native("staticmethod", (_, { positional }) => new Descriptor("static", positional[0])),
  ],
  [
    "classmethod",
    new Native("classmethod", (_, { positional }) => new Descriptor("class", positional[0])),
  ],
  ["__name__", "__main__"],
  ["NotImplemented", null],
  ...[
    "BaseException",
    "Exception",
    "ValueError",
    "TypeError",
    "KeyError",
    "IndexError",
    "AttributeError",
    "RuntimeError",
    "NotImplementedError",
    "ZeroDivisionError",
    "OverflowError",
    "ArithmeticError",
    "LookupError",
    "StopIteration",
    "AssertionError",
    "ImportError",
    "ModuleNotFoundError",
    "FileNotFoundError",
    "OSError",
    "KeyboardInterrupt",
    "open",
    "input",
    "iter",
    "next",
    "id",
    "hash",
    "object",
    "globals",
    "locals",
    "exit",
  ].map((name) => [name, new Library(name)] as const),
]);

export const pythonBuiltin = (name: string): { readonly value: Value } | undefined =>
  BUILTINS.has(name) ? { value: BUILTINS.get(name) } : undefined;
