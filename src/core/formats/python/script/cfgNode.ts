import type { Machine } from "./machine";
import { argument } from "./natives/native";
import {
  none,
  textValue,
  type DictValue,
  type Given,
  type LibraryObject,
  type Value,
} from "./value";

const CONFIG = /^detectron2\.config\.(?:\w+\.)?get_cfg$/;

/** Whether an object is detectron2's tree of settings, with its defaults. */
export const isCfgNode = ({ path }: LibraryObject): boolean => CONFIG.test(path);

/** Where SOLVER keeps the file that was merged into it: what it says is not known here. */
export const MERGED = "#merged";

/** A member of detectron2's `get_cfg()`: its solver's settings, and the ways to merge others into it. */
export function ofCfgNode(
  machine: Machine,
  object: LibraryObject,
  name: string,
): Value | undefined {
  if (!isCfgNode(object)) return undefined;
  if (name === "SOLVER") return solverOf(machine, object);
  const method = METHODS.get(name);
  return method && { type: "native", name, call: (given) => method(machine, object, given) };
}

function solverOf(machine: Machine, object: LibraryObject): DictValue {
  const known = object.attributes.get("SOLVER");
  if (known?.type === "dict") return known;
  const solver: DictValue = { type: "dict", entries: new Map() };
  machine.journal.set(object.attributes, "SOLVER", solver);
  return solver;
}

type Method = (machine: Machine, object: LibraryObject, given: Given) => Value;

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["clone", (_, object) => object],
  ["defrost", () => none],
  ["freeze", () => none],
  ["merge_from_file", mergeFile],
  ["merge_from_list", mergeList],
]);

/** All that was set before may be overridden by the file. */
function mergeFile(machine: Machine, object: LibraryObject, given: Given): Value {
  const file = argument(given, "cfg_filename", 0) ?? textValue("");
  const solver: DictValue = { type: "dict", entries: new Map([[MERGED, file]]) };
  machine.journal.set(object.attributes, "SOLVER", solver);
  return none;
}

/** `["SOLVER.BASE_LR", 0.01]`; a list from the command line is empty unless something is given. */
function mergeList(machine: Machine, object: LibraryObject, { positional }: Given): Value {
  const items = positional[0] ? machine.iterate(positional[0].value) : undefined;
  items?.forEach((key, index) => {
    const value = items[index + 1];
    const name = key.type === "text" ? /^SOLVER\.(\w+)$/.exec(key.value)?.[1] : undefined;
    if (name === undefined || !value || index % 2 === 1) return;
    machine.journal.set(solverOf(machine, object).entries, name, value);
  });
  return none;
}
