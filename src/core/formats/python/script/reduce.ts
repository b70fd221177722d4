import type { CallPlace, Machine } from "./machine";
import { unknownFrom, type Given, type Scope, type Value } from "./value";

/** `functools.reduce(f, items, first)`; undefined where the items are not known. */
export function reduce(
  machine: Machine,
  { positional, range }: Given,
  place: CallPlace,
  scope: Scope,
): Value | undefined {
  const [callee, over, first] = positional.map(({ value }) => value);
  const items = over && machine.iterate(over);
  if (!callee || !items) return undefined;
  const [start, ...rest] = first ? [first, ...items] : items;
  if (!start) return unknownFrom([over], place.text, range);
  return rest.reduce<Value>((done, item) => {
    const pair = [done, item].map((value) => ({ value, range }));
    return machine.call(callee, { positional: pair, keywords: new Map(), range }, place, scope);
  }, start);
}
