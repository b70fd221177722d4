import type { FunctionExpression, Parameter } from "../../../../program/tree";
import { lookUpMember } from "../inheritance";
import type { CallPlace, Machine } from "../machine";
import { lookUp } from "../scope";
import type { ClassValue, Given, GivenValue, Scope, Value } from "../value";
import { launchedInstance, type Nesting } from "./fields";
import { launchedParameters, type Style } from "./parameters";

interface Interface {
  readonly style: Style;
  readonly nesting: Nesting;
}

/** Functions that make a command line of what they are given, and call it. */
const INTERFACES: Readonly<Record<string, Interface>> = {
  "fire.Fire": { style: "fire", nesting: "dotted" },
  "typer.run": { style: "annotated", nesting: "dotted" },
  "tyro.cli": { style: "annotated", nesting: "dotted" },
  "defopt.run": { style: "annotated", nesting: "dotted" },
  "jsonargparse.CLI": { style: "annotated", nesting: "dotted" },
  "jsonargparse.auto_cli": { style: "annotated", nesting: "dotted" },
  "simple_parsing.parse": { style: "annotated", nesting: "flat" },
  "pyrallis.parse": { style: "annotated", nesting: "dotted" },
  "draccus.parse": { style: "annotated", nesting: "dotted" },
};

/** `fire.Fire(main)`, `tyro.cli(Config)`: what it gives; undefined for other functions. */
export function runInterface(
  machine: Machine,
  path: string,
  given: Given,
  { range }: CallPlace,
  scope: Scope,
): Value | undefined {
  const found = Object.hasOwn(INTERFACES, path) ? INTERFACES[path] : undefined;
  if (!found) return undefined;
  const { keywords, positional } = given;
  const callee = (positional[0] ?? keywords.get("config_class") ?? keywords.get("f"))?.value;
  if (callee?.type === "function") {
    const launched = launchedParameters(machine, callee, { style: found.style });
    return machine.callFunction(callee, withFlags(launched, range), range);
  }
  // a default of its own is an object that the script has made
  if (callee?.type === "class" && callee.dataclass && !keywords.has("default"))
    return launchedInstance(machine, callee, scope, found.nesting, range);
  if (found.style !== "fire") return undefined;
  machine.fired = true;
  if (callee?.type === "class") makeFired(machine, callee, scope, range);
  if (callee?.type === "dict") callFired(machine, callee.entries, range);
  return undefined;
}

type Range = CallPlace["range"];

const withFlags = (keywords: Given["keywords"], range: Range): Given => ({
  positional: [],
  keywords,
  range,
});

/** `Fire(Trainer)`: flags before the command are those of the constructor; its methods are commands. */
function makeFired(machine: Machine, of: ClassValue, scope: Scope, range: Range): void {
  const method = lookUpMember(of, "__init__")?.value;
  const launched =
    method?.type === "function"
      ? launchedParameters(machine, { ...method, self: method }, { style: "fire", isAny: true })
      : new Map<string, GivenValue>();
  const place = { range, calleeRange: range, text: of.name };
  machine.call(of, withFlags(launched, range), place, scope);
}

/** `Fire({"train": run_training})`: commands by other names than those of their functions. */
function callFired(
  machine: Machine,
  commands: ReadonlyMap<string | number, Value>,
  range: Range,
): void {
  const names = new Set([...commands.keys()].map(String));
  for (const [name, callee] of commands) {
    if (callee.type !== "function") continue;
    const others = new Set([...names].filter((one) => one !== String(name)));
    const launched = launchedParameters(machine, callee, { style: "fire", isAny: true, others });
    machine.callFunction(callee, withFlags(launched, range), range);
  }
}

const WRAPS = /^(?:pyrallis|draccus)\.wrap$/;

/** `@pyrallis.wrap()`: the dataclass that a function's first parameter is annotated with, as flags fill it. */
export function wrappedConfig(
  machine: Machine,
  { decorators = [], parameters: [first] }: FunctionExpression,
  scope: Scope,
): Value | undefined {
  const wraps = decorators.some((decorator) => {
    if (decorator.type !== "call" || decorator.arguments.length > 0) return false;
    const { callee } = decorator;
    if (callee.type !== "name" && callee.type !== "member") return false;
    const library = callee.name === "wrap" ? machine.evaluate(callee, scope) : undefined;
    return library?.type === "library" && WRAPS.test(library.path);
  });
  const of = wraps && first ? annotatedClass(first, scope) : undefined;
  return of && first && launchedInstance(machine, of, scope, "dotted", first.range);
}

function annotatedClass({ annotation = "" }: Parameter, scope: Scope): ClassValue | undefined {
  const value = lookUp(scope, annotation.replaceAll(/["']/g, ""));
  return value?.type === "class" && value.dataclass ? value : undefined;
}
