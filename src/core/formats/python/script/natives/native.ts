import type { CallPlace, Machine } from "../machine";
import type { Given, Scope, Value } from "../value";

/** What a function of Python or a common library gives; undefined where that is not known. */
export type Native = (
  machine: Machine,
  given: Given,
  place: CallPlace,
  scope: Scope,
) => Value | undefined;

/** What is given for a parameter, by its name or its place. */
export const argument = (
  { keywords, positional }: Given,
  name: string,
  place: number,
): Value | undefined => keywords.get(name)?.value ?? positional[place]?.value;

export const first = (given: Given, index = 0): Value | undefined => given.positional[index]?.value;
