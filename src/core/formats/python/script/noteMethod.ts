import { roundsTaken } from "./guards";
import type { MethodCall } from "./loop";
import type { CallPlace, Machine } from "./machine";
import type { Given, LibraryObject } from "./value";

export function noteMethod(
  machine: Machine,
  object: LibraryObject,
  method: string,
  given: Given,
  range: CallPlace["range"],
): void {
  const called: MethodCall = {
    object,
    method,
    given: [
      ...given.positional.map(({ value }) => value),
      ...[...given.keywords.values()].map(({ value }) => value),
    ],
    keywords: given.keywords,
    open: given.open,
    range,
    loops: [...machine.loops],
    conditions: [...machine.conditions],
    ...(method === "step" && { rounds: roundsTaken(machine) }),
  };
  machine.findings.methods.push(called);
  machine.observe?.(called);
}
