import type { CallPlace, Machine } from "../machine";
import type { Given, Scope, Value } from "../value";
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
  place: CallPlace,
  scope: Scope,
): Value | undefined {
  const found = Object.hasOwn(INTERFACES, path) ? INTERFACES[path] : undefined;
  if (!found) return undefined;
  const { keywords, positional } = given;
  const callee = (positional[0] ?? keywords.get("config_class") ?? keywords.get("f"))?.value;
  const { range } = place;
  if (callee?.type === "function") {
    const launched = launchedParameters(machine, callee, found.style);
    return machine.callFunction(callee, { positional: [], keywords: launched, range }, range);
  }
  // a default of its own is an object that the script has made
  if (callee?.type === "class" && callee.dataclass && !keywords.has("default"))
    return launchedInstance(machine, callee, scope, found.nesting, range);
  if (found.style === "fire") machine.fired = true;
  return undefined;
}
