import type { Findings, Machine } from "../python/script/machine";
import { standIn } from "../python/script/standIns";
import type { LibraryObject } from "../python/script/value";

/**
 * The optimizer of one reading in another one: the same constructor's call, in the same turn. How
 * many other objects were met before it differs where one of the readings has looked at more branches.
 */
export function sameObject(
  { objects }: Findings,
  machine: Machine,
  { id, path, label, range, calleeRange: { start } }: LibraryObject,
): LibraryObject | undefined {
  const isAlike = (one: LibraryObject): boolean =>
    one.path === path && one.calleeRange.start === start;
  const turn = objects.filter(isAlike).findIndex((one) => one.id === id);
  if (turn >= 0) return machine.findings.objects.filter(isAlike)[turn];
  // what stands in for an optimizer from elsewhere may not have been named yet where the loop begins
  return label === undefined ? undefined : standIn(machine, { symbol: label, range });
}
