import type { CallPlace, Machine } from "../machine";
import type { Given, Scope, Value } from "../value";

/** What a function of Python or a common library gives; undefined where that is not known. */
export type Native = (
  machine: Machine,
  given: Given,
  place: CallPlace,
  scope: Scope,
) => Value | undefined;

export const first = (given: Given, index = 0): Value | undefined => given.positional[index]?.value;
