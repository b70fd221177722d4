import type { Host, Machine } from "../../program/machine";
import { Dict, isObject, type LibraryCall, type Value } from "../../program/values";
import { DEFINE, phaseBuilders, unitBuilders } from "./builders";

/** What the evaluator knows of the run-time library: its builders. */
export const libraryHost: Host = {
  call: build,
  leaves: (callee) => callee.startsWith("console."),
};

/** The library's builders: `linear({ … })` is its object with its kind, `epochs(3)` a text. */
function build(machine: Machine, call: LibraryCall): Value {
  const name = call.callee.slice(call.callee.lastIndexOf(".") + 1);
  const { positional, slots, site } = call.given;
  const unit = unitBuilders.get(name);
  const [argument] = positional;
  if (unit && typeof argument === "number") {
    machine.place = slots[0]?.place ?? site;
    return unit(argument);
  }
  if (phaseBuilders.has(name)) return buildPhase(machine, name, argument, call);
  return name === DEFINE ? argument : machine.unknown(call.given.text ?? call.callee, site);
}

function buildPhase(
  machine: Machine,
  name: string,
  argument: Value,
  { calleeSite, given }: LibraryCall,
): Value {
  if (isObject(argument) && argument.kind === "unknown") return argument;
  if (argument !== undefined && !(argument instanceof Dict))
    return machine.unknown(given.text ?? name, given.site);
  const phase = new Dict();
  const place = { ...calleeSite, literal: false };
  const slot = { use: place, place, call: machine.callSite };
  phase.entries.set("kind", { key: "kind", value: name, slot, keySite: place });
  for (const [key, entry] of argument?.entries ?? [])
    if (key !== "kind") phase.entries.set(key, entry);
  phase.opaque = argument?.opaque;
  phase.builder = place;
  return phase;
}
