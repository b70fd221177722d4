import { launchedInstance } from "./fields";
import { namedType, typedDefault } from "./flagType";
import { launchedFlag, type Flag } from "./launchedFlag";
import { isArgumentsBase, libraryBaseOf } from "../inheritance";
import type { Machine } from "../machine";
import {
  asFlag,
  booleanValue,
  listValue,
  none,
  textsOf,
  unknownValue,
  type DictValue,
  type Given,
  type LibraryObject,
  type Scope,
  type Value,
} from "../value";

/** Names what a parser of the command line fills in, of what more it may be given. */
export const COMMAND_LINE = "command-line flags";

/** What a parser's flags stand for when none is given, under an attribute of the parser. */
const FLAGS = "#flags";

function flagsOf(parser: LibraryObject): DictValue {
  const known = parser.attributes.get(FLAGS);
  if (known?.type === "dict") return known;
  const flags: DictValue = { type: "dict", entries: new Map() };
  parser.attributes.set(FLAGS, flags);
  return flags;
}

/** One that another file makes shows by what is added to it. */
function isParser({ path, attributes }: LibraryObject, method: string, given: Given): boolean {
  if (/ArgumentParser$|\.ArgParser$/.test(path) || attributes.has(FLAGS)) return true;
  const first = given.positional[0]?.value;
  return method === "add_argument" && first?.type === "text" && first.value.startsWith("-");
}

const MADE_FROM_PARSER = new Set(["add_argument_group", "add_mutually_exclusive_group"]);

/** What a method of `argparse.ArgumentParser` gives; undefined for other objects and methods. */
export function parserMethod(
  machine: Machine,
  object: LibraryObject,
  method: string,
  given: Given,
  scope: Scope,
): Value | undefined {
  if (!isParser(object, method, given)) return undefined;
  if (MADE_FROM_PARSER.has(method)) return object;
  if (method === "add_argument") return addArgument(machine, object, given);
  if (method === "set_defaults") {
    const { entries } = flagsOf(object);
    for (const [name, { value }] of given.keywords) machine.journal.set(entries, name, value);
    return none;
  }
  if (method === "add_arguments") return addDataclass(machine, object, given, scope);
  if (method === "parse_args") return flagsOf(object);
  if (method === "parse_known_args") return listValue([flagsOf(object), none], true);
  if (method === "parse_args_into_dataclasses") return dataclasses(machine, object, given, scope);
  return undefined;
}

function addArgument(machine: Machine, parser: LibraryObject, given: Given): Value {
  const names = given.positional.flatMap(({ value }) =>
    value.type === "text" ? [value.value] : [],
  );
  const long = names.find((name) => name.startsWith("--")) ?? names[0];
  const destination = given.keywords.get("dest")?.value;
  if (long === undefined) return none;
  const name =
    destination?.type === "text" ? destination.value : long.replace(/^-+/, "").replaceAll("-", "_");
  const value = launchedFlag(machine, flagOf(names, given), defaultOf(machine, given, long));
  machine.journal.set(flagsOf(parser).entries, name, value);
  return none;
}

function defaultOf(machine: Machine, given: Given, flag: string): Value {
  const action = given.keywords.get("action")?.value;
  const value = given.keywords.get("default")?.value;
  if (value) return asFlag(typed(value, given.keywords.get("type")?.value));
  if (action?.type === "text" && action.value === "store_true")
    return { type: "boolean", value: false, flag: true };
  if (action?.type === "text" && action.value === "store_false")
    return { type: "boolean", value: true, flag: true };
  const required = given.keywords.get("required")?.value;
  const needed = required?.type === "boolean" ? required.value : !flag.startsWith("-");
  if (!needed) return { type: "none", flag: true };
  const choices = given.keywords.get("choices")?.value;
  return machine.unknown(flag, given.range, textsOf((choices && machine.iterate(choices)) ?? []));
}

/** `type=float` makes a float of the default's text; argparse leaves other defaults as they are. */
const typed = (value: Value, type: Value | undefined): Value =>
  value.type === "text" && type ? typedDefault(namedType(type), value) : value;

function flagOf(names: readonly string[], given: Given): Flag {
  const [type, nargs] = ["type", "nargs"].map((name) => given.keywords.get(name)?.value);
  const one = !nargs || nargs.type === "none" || (nargs.type === "text" && nargs.value === "?");
  return {
    names: names.filter((name) => name.startsWith("--")),
    range: given.range,
    type: type ? namedType(type) : "text",
    several: one ? undefined : "following",
    ...switched(names, given),
  };
}

/** Flags that take no value, by their `action`. */
function switched(names: readonly string[], given: Given): Pick<Flag, "alone" | "opposites"> {
  const action = given.keywords.get("action")?.value;
  const constant = given.keywords.get("const")?.value;
  if (action?.type === "library" && action.path.endsWith("BooleanOptionalAction"))
    return {
      alone: booleanValue(true),
      opposites: names.map((name) => name.replace(/^--/, "--no-")),
    };
  if (action?.type !== "text" || action.value === "store") return {};
  if (action.value === "store_true") return { alone: booleanValue(true) };
  if (action.value === "store_false") return { alone: booleanValue(false) };
  const set = action.value === "store_const" ? constant : undefined;
  return { alone: set ?? unknownValue(names[0] ?? "", given.range) };
}

/** simple_parsing's `parser.add_arguments(Options, dest="options")`. */
function addDataclass(
  machine: Machine,
  parser: LibraryObject,
  { positional, keywords, range }: Given,
  scope: Scope,
): Value {
  const [kind, second] = positional.map(({ value }) => value);
  const name = keywords.get("dest")?.value ?? second;
  if (kind?.type !== "class" || name?.type !== "text" || keywords.has("default")) return none;
  const made = launchedInstance(machine, kind, scope, "flat", range);
  machine.journal.set(flagsOf(parser).entries, name.value, made);
  return none;
}

/** HfArgumentParser: the dataclasses that it was made from, as the command line fills them. */
function dataclasses(
  machine: Machine,
  parser: LibraryObject,
  given: Given,
  scope: Scope,
): Value | undefined {
  const kinds =
    parser.given.positional[0]?.value ?? parser.given.keywords.get("dataclass_types")?.value;
  if (!kinds) return undefined;
  const list = machine.iterate(kinds) ?? [kinds];
  const { range } = given;
  const made = list.map((kind) => {
    const isLibrarys =
      kind.type === "library" || (kind.type === "class" && isArgumentsBase(libraryBaseOf(kind)));
    const open = isLibrarys ? unknownValue(COMMAND_LINE, range) : undefined;
    if (kind.type === "class" && !open)
      return launchedInstance(machine, kind, scope, "flat", range);
    const nothing: Given = { positional: [], keywords: new Map(), range, ...(open && { open }) };
    return machine.call(kind, nothing, { range, calleeRange: range, text: "" }, scope);
  });
  return listValue(made, true);
}
