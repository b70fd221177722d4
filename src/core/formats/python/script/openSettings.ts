import { lookUpMember } from "./inheritance";
import type { CallPlace, Machine } from "./machine";
import type { InstanceValue, LibraryObject, Scope, Value } from "./value";

const YACS = /^(?:yacs|fvcore\.common)\.config\.CfgNode$/;
const MERGES = "merge_from_file";

/** Tells whether a file starts a run: nothing but a run merges its configs. */
const STARTS = /\b__main__\b|\bparse_(?:known_)?args\b|\bmerge_from_\w+\(/;

/**
 * A setting of yacs' tree that another file has, as a file that starts no run finds it: what stands
 * there are defaults, which whoever starts one lays its configs over. Undefined for all else.
 */
export function openSetting(
  machine: Machine,
  node: InstanceValue | LibraryObject,
  value: Value,
  { text, range }: CallPlace,
  { own, text: file }: Scope,
): Value | undefined {
  const isPlain = value.type === "number" || value.type === "text" || value.type === "boolean";
  if (!own || !isPlain || machine.startsElsewhere || STARTS.test(file)) return undefined;
  const isNode =
    node.type === "object"
      ? YACS.test(node.path)
      : !node.of.scope.own && lookUpMember(node.of, MERGES) !== undefined;
  return isNode
    ? machine.unknown(text, range, value.type === "text" ? [value.value] : [])
    : undefined;
}
