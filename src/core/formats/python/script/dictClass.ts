import { libraryBaseOf } from "./inheritance";
import type { CallPlace, Machine } from "./machine";
import { record } from "./natives/objects";
import type { ClassValue, DictValue, InstanceValue, Scope } from "./value";

/** A class of settings: a dict whose keys are attributes, too, and that does nothing else. */
export const isDictClass = (of: ClassValue): boolean =>
  /^(?:builtins\.dict|collections\.(?:OrderedDict|UserDict))$/.test(libraryBaseOf(of) ?? "");

/**
 * What `class AttrDict(dict)` makes: the dict that its constructor hands on, once that has been run.
 * Undefined for other classes, and for those with methods of their own or constructors that set items.
 */
export function dictOf(
  machine: Machine,
  { of, attributes, given }: InstanceValue,
  place: CallPlace,
  scope: Scope,
): DictValue | undefined {
  const hasMethods = [...of.members.keys()].some((name) => !/^__\w+__$/.test(name));
  if (!given || hasMethods || !isDictClass(of) || machine.findings.ownItems.has(attributes))
    return undefined;
  const handedOn = machine.findings.baseCalls.get(attributes)?.given;
  const made = handedOn && record(machine, handedOn, place, scope);
  if (made?.type !== "dict") return undefined;
  for (const [name, value] of attributes) if (name !== "__dict__") made.entries.set(name, value);
  return made;
}
