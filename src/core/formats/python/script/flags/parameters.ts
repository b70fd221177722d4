import type { Expression, Parameter } from "../../../../program/tree";
import type { Launch } from "../launches";
import { spelled, type Machine } from "../machine";
import {
  booleanValue,
  unknownValue,
  type FunctionValue,
  type Given,
  type GivenValue,
  type Scope,
  type Value,
} from "../value";
import { annotatedType, typeOfDefault } from "./flagType";
import { launchedFlag, type Flag } from "./launchedFlag";

/** How a library makes flags of a function's parameters. */
export type Style = "fire" | "annotated";

/** The launches of one of a script's commands: those that name another function are not its own. */
export function launchesOfCommand(
  machine: Machine,
  command: string,
  scope: Scope,
): readonly Launch[] {
  return machine.launches().filter(({ word }) => {
    const named = word?.replaceAll("-", "_");
    if (named === undefined || named === command) return true;
    return !new RegExp(String.raw`^[ \t]*(?:async[ ]+)?def[ ]+${named}\b`, "m").test(scope.text);
  });
}

export interface Command {
  readonly style: Style;
  /** Whether the function has another name as a command than its own, or none. */
  readonly isAny?: boolean;
  /** The names of the other commands. */
  readonly others?: ReadonlySet<string>;
}

const nameOf = ({ target, kind }: Parameter): string | undefined =>
  target.type === "name" && kind === "plain" ? target.name : undefined;

/** What shell scripts give to a function's parameters, of those that they give. */
export function launchedParameters(
  machine: Machine,
  { node, scope, defaults, self }: FunctionValue,
  { style, isAny = false, others }: Command,
): ReadonlyMap<string, GivenValue> {
  const all = isAny ? machine.launches() : launchesOfCommand(machine, node.name ?? "", scope);
  const launches = all.filter(({ word }) => word === undefined || others?.has(word) !== true);
  const given = new Map<string, GivenValue>();
  node.parameters.forEach((parameter, index) => {
    const name = nameOf(parameter);
    if (name === undefined || (self && index === 0)) return;
    const { range } = parameter;
    const usual = defaults[index] ?? unknownValue(`--${name}`, range);
    const value = launchedFlag(machine, flagOf(name, parameter, usual, style), usual, launches);
    if (value !== usual) given.set(name, { value, range });
  });
  return given;
}

function flagOf(name: string, { range, annotation }: Parameter, usual: Value, style: Style): Flag {
  if (style === "fire")
    return { names: [`--${name}`], range, type: "literal", opposites: [`--no${name}`] };
  const type =
    annotation === undefined ? (typeOfDefault(usual) ?? "text") : annotatedType(annotation);
  const isSwitch = type === "boolean";
  return {
    names: [`--${name}`],
    range,
    type,
    ...(isSwitch && { alone: booleanValue(true), opposites: [`--no-${name}`] }),
  };
}

const OPTION = /^typer\.(?:params\.)?(?:Option|Argument)$/;
const ANNOTATED = /\btyper\.Option\(\s*((?:["'][^"']*["']\s*,?\s*)+)/;

/** A function that typer may make a command of. */
export interface TyperCommand {
  /** Whether it does, so that plain defaults are those of flags. */
  readonly isCommand: boolean;
  /** The name under which its app is added to another one: `python cli.py GROUP COMMAND`. */
  readonly group: string | undefined;
  readonly name: string;
  readonly scope: Scope;
}

/** A parameter's default, where it is what typer makes of a flag; as it is for all else. */
export function typerDefault(
  machine: Machine,
  parameter: Parameter,
  value: Value | undefined,
  { isCommand, group, name: command, scope }: TyperCommand,
): Value | undefined {
  const name = nameOf(parameter);
  const option = value?.type === "object" && OPTION.test(value.path) ? value : undefined;
  if (name === undefined || (!option && !isCommand)) return value;
  const usual = option ? defaultOf(machine, name, option.given) : value;
  // a parameter without a default is no flag
  if (!usual || option?.path.endsWith("Argument")) return usual;
  const flag = flagOf(name, parameter, usual, "annotated");
  const names = option ? textsOf(option.given) : annotatedNames(parameter.annotation);
  const all = launchesOfCommand(machine, command, scope);
  const launches = all.filter(
    ({ word }) => group === undefined || word === undefined || word === group,
  );
  return launchedFlag(machine, names.length > 0 ? { ...flag, names } : flag, usual, launches);
}

function defaultOf(machine: Machine, name: string, given: Given): Value {
  const { keywords, positional, range } = given;
  const value = keywords.get("default") ?? positional[0];
  const isGiven = value && value.expression?.type !== "unsupported" && !isEllipsis(value);
  return isGiven && !keywords.has("callback") ? value.value : machine.unknown(`--${name}`, range);
}

/** `typer.Option(...)` has no default. */
const isEllipsis = ({ value }: GivenValue): boolean =>
  value.type === "unknown" && value.symbol === "...";

const textsOf = ({ positional }: Given): string[] =>
  positional
    .slice(1)
    .flatMap(({ value }) =>
      value.type === "text" && value.value.startsWith("--")
        ? (value.value.split("/")[0] ?? [])
        : [],
    );

const annotatedNames = (annotation = ""): string[] =>
  ANNOTATED.exec(annotation)?.[1]?.match(/--[\w-]+/g) ?? [];

/** `@app.command()` of a `typer.Typer()`: whether there is one, and under which name its app is added. */
export function typerCommand(
  machine: Machine,
  decorators: readonly Expression[],
  scope: Scope,
): Pick<TyperCommand, "isCommand" | "group"> {
  for (const decorator of decorators) {
    if (decorator.type !== "call" || decorator.callee.type !== "member") continue;
    const { callee } = decorator;
    if (callee.name !== "command" && callee.name !== "callback") continue;
    const name = spelled(scope, callee.object.range);
    if (!/^[\w.]+$/.test(name)) continue;
    const app = machine.evaluate(callee.object, scope);
    if (app.type === "object" && app.path === "typer.Typer")
      return { isCommand: true, group: groupOf(name, app.given, scope) };
  }
  return { isCommand: false, group: undefined };
}

/** `app.add_typer(train_app, name="train")` may stand after the commands: it is looked for in the text. */
function groupOf(name: string, { keywords }: Given, { text }: Scope): string | undefined {
  const added = new RegExp(
    String.raw`\.add_typer\(\s*${name.replaceAll(".", "\\.")}\s*([,)][^\n]*)`,
  );
  const [, more] = added.exec(text) ?? [];
  if (more === undefined) return undefined;
  const own = keywords.get("name")?.value;
  return (
    /\bname\s*=\s*["']([\w-]+)["']/.exec(more)?.[1] ??
    (own?.type === "text" ? own.value : undefined)
  );
}
