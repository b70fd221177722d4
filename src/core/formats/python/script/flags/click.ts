import type { FunctionExpression } from "../../../../program/tree";
import type { Machine } from "../machine";
import {
  booleanValue,
  listValue,
  numberValue,
  textsOf,
  type Given,
  type LibraryObject,
  type Scope,
  type Value,
} from "../value";
import { namedType, typedDefault, typeOfDefault, type FlagType } from "./flagType";
import { launchedFlag } from "./launchedFlag";
import { launchesOfCommand } from "./parameters";
import { optionsOf } from "./sharedOptions";

const DECORATOR = /^(?:(?:rich_|async)?click|cloup)\.(?:decorators\.)?(option|argument)$/;

/** What click's decorators give to a function's parameters, by their names. */
export function clickParameters(
  machine: Machine,
  { name = "", decorators = [] }: FunctionExpression,
  scope: Scope,
): ReadonlyMap<string, Value> {
  const values = decorators.flatMap((decorator) => optionsOf(machine, decorator, scope));
  const parameters = values.map((value) => parameterOf(machine, value, name, scope));
  return new Map(parameters.filter((one) => one !== undefined));
}

function parameterOf(
  machine: Machine,
  { path, given }: LibraryObject,
  command: string,
  scope: Scope,
): readonly [string, Value] | undefined {
  const kind = DECORATOR.exec(path)?.[1];
  if (kind === undefined) return undefined;
  const { name, flags, opposites } = declared(given);
  if (name === undefined) return undefined;
  const option: Option = {
    given,
    name: flags[0] ?? name,
    opposites,
    isArgument: kind !== "option",
  };
  const usual = defaultOf(machine, option);
  if (option.isArgument)
    return [name, machine.launches().length > 0 ? machine.unknown(name, given.range) : usual];
  const flag = {
    names: flags,
    range: given.range,
    type: typeOf(given),
    opposites,
    alone: isSwitch(option) ? booleanValue(true) : undefined,
    several: severalOf(given),
  };
  return [name, launchedFlag(machine, flag, usual, launchesOfCommand(machine, command, scope))];
}

interface Declared {
  readonly name: string | undefined;
  readonly flags: readonly string[];
  readonly opposites: readonly string[];
}

/**
 * click's "Parameter Names": a name without hyphens, else the first with two, else the first with one,
 * in lower case; `--on/--off` names both states of a switch.
 */
function declared({ positional }: Given): Declared {
  const texts = positional.flatMap(({ value }) => (value.type === "text" ? [value.value] : []));
  const pairs = texts.filter((text) => /^\s*[-/]/.test(text)).map((text) => text.split("/"));
  const [flags, opposites] = [0, 1].map((index) =>
    pairs.flatMap((pair) => pair[index]?.trim() ?? []).filter((text) => text !== ""),
  );
  const plain = texts.find((text) => /^[A-Za-z_]\w*$/.test(text));
  const long = flags?.find((text) => text.startsWith("--")) ?? flags?.[0];
  const name = plain ?? long?.replace(/^-+/, "").replaceAll("-", "_").toLowerCase();
  const ordered = (flags ?? []).toSorted((a, b) => Number(b === long) - Number(a === long));
  return { name, flags: ordered, opposites: opposites ?? [] };
}

interface Option {
  readonly given: Given;
  /** What it is asked for by. */
  readonly name: string;
  readonly opposites: readonly string[];
  readonly isArgument: boolean;
}

const keyword = ({ keywords }: Given, name: string): Value | undefined => keywords.get(name)?.value;

const isTrue = (value: Value | undefined): boolean => value?.type === "boolean" && value.value;

const isSwitch = ({ given, opposites }: Option): boolean =>
  opposites.length > 0 || isTrue(keyword(given, "is_flag"));

function severalOf(given: Given): "repeated" | number | undefined {
  if (isTrue(keyword(given, "multiple"))) return "repeated";
  const count = keyword(given, "nargs");
  return count?.type === "number" && count.value > 1 ? count.value : undefined;
}

function typeOf(given: Given): FlagType | undefined {
  const [type, usual] = [keyword(given, "type"), keyword(given, "default")];
  if (type) return namedType(type);
  const first = usual?.type === "list" ? usual.items[0] : usual;
  return typeOfDefault(first) ?? "text";
}

/** What makes something else of the value: a function of the script, or a type of its own. */
const isConverted = (given: Given): boolean =>
  given.keywords.has("callback") ||
  (given.keywords.has("flag_value") && keyword(given, "is_flag")?.type !== "boolean") ||
  typeOf(given) === undefined;

function defaultOf(machine: Machine, option: Option): Value {
  const { given, name, isArgument } = option;
  const usual = keyword(given, "default");
  if (isConverted(given)) return machine.unknown(name, given.range);
  if (usual?.type === "function") {
    const nothing: Given = { positional: [], keywords: new Map(), range: given.range };
    return machine.callFunction(usual, nothing, given.range);
  }
  if (usual?.type === "list")
    return listValue(
      usual.items.map((item) => typedDefault(typeOf(given), item)),
      true,
    );
  if (usual && usual.type !== "none") return typedDefault(typeOf(given), usual);
  const required = keyword(given, "required");
  if (isTrue(required) || (isArgument && !usual && required === undefined))
    return machine.unknown(name, given.range, choicesOf(machine, given));
  return absent(option);
}

/** The texts of `type=click.Choice(["a", "b"])`. */
function choicesOf(machine: Machine, given: Given): readonly string[] {
  const type = keyword(given, "type");
  if (type?.type !== "object" || !/\.Choice$/.test(type.path)) return [];
  const choices = type.given.positional[0] ?? type.given.keywords.get("choices");
  return textsOf((choices && machine.iterate(choices.value)) ?? []);
}

/** What an option is that is not given and has no default. */
function absent(option: Option): Value {
  if (isSwitch(option)) return { type: "boolean", value: false, flag: true };
  if (severalOf(option.given) === "repeated") return listValue([], true);
  if (isTrue(keyword(option.given, "count"))) return numberValue(0);
  return { type: "none", flag: true };
}
