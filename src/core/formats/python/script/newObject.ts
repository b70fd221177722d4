import { canonical } from "./importing";
import { shownAt, type CallPlace, type Machine } from "./machine";
import type { Given, LibraryObject, Scope } from "./value";

/** What a call of a library's class or function makes: it is kept as it is, among the findings. */
export function newObject(
  machine: Machine,
  path: string,
  given: Given,
  place: CallPlace,
  scope: Scope,
): LibraryObject {
  const object: LibraryObject = {
    type: "object",
    id: machine.findings.objects.length,
    path: canonical(path),
    given,
    range: shownAt(machine, scope, place.range),
    calleeRange: shownAt(machine, scope, place.calleeRange),
    label: undefined,
    loops: [...machine.loops],
    attributes: new Map(),
    conditions: [...machine.conditions],
  };
  machine.findings.objects.push(object);
  return object;
}
