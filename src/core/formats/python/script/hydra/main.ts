import type { Expression, FunctionExpression } from "../../../../program/tree";
import type { Range } from "../../../../text/range";
import { joined, parentOf } from "../files/paths";
import { pathOfUri } from "../files/openFile";
import type { Machine } from "../machine";
import type { Scope, Value } from "../value";
import { configOf, configOfLaunches, type Wanted } from "./config";
import { configNameIn, overridesOf } from "./overrides";

/** `@hydra.main(config_path="conf", config_name="config")`: what the function's first parameter is. */
export function hydraConfig(
  machine: Machine,
  { decorators = [], nameRange, range }: FunctionExpression,
  scope: Scope,
): Value | undefined {
  for (const decorator of decorators) {
    const wanted = wantedBy(machine, decorator, scope, nameRange ?? range);
    if (wanted) return launched(machine, wanted);
  }
  return undefined;
}

function wantedBy(
  machine: Machine,
  decorator: Expression,
  scope: Scope,
  range: Range,
): Wanted | undefined {
  if (decorator.type !== "call") return undefined;
  const { callee } = decorator;
  const named = callee.type === "member" || callee.type === "name" ? callee.name : "";
  const library = named === "main" ? machine.evaluate(callee, scope) : undefined;
  if (library?.type !== "library" || library.path !== "hydra.main") return undefined;
  const at = (name: string, index: number): Value | undefined => {
    const given =
      decorator.arguments.find((one) => one.name === name) ??
      decorator.arguments.filter(({ kind }) => kind === "positional")[index];
    return given && machine.evaluate(given.value, scope);
  };
  return wantedOf(at("config_path", 0), at("config_name", 1), scope, range);
}

/** A folder of configs is looked for from the file that names it, wherever that is started. */
export function wantedOf(
  path: Value | undefined,
  name: Value | undefined,
  { uri }: Scope,
  range: Range,
): Wanted | undefined {
  if (name?.type !== "text" || (path && path.type !== "text" && path.type !== "none"))
    return undefined;
  const folder = path?.type === "text" ? path.value : ".";
  if (/^[a-z]+:\/\//.test(folder)) return undefined;
  return { folder: joined([parentOf(pathOfUri(uri)), folder]), name: name.value, range };
}

/** As the shell scripts run it that there are, or without overrides. */
function launched(machine: Machine, wanted: Wanted): Value | undefined {
  const launches = machine.launches();
  if (launches.length === 0) return configOf(machine, wanted, []);
  return configOfLaunches(launches, wanted.range, (launch) => {
    const overrides = overridesOf(launch);
    const name = configNameIn(launch) ?? wanted.name;
    return overrides && configOf(machine, { ...wanted, name }, overrides);
  });
}
