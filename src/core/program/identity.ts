import type { Machine } from "./machine";
import { Dict, isObject, List, type Site, type Value } from "./values";

/** What lists of parts, `SourceArray.items` or `SourceObject.entries`, are those of: one thing of the program. */
const things = new WeakMap<object, object>();
/** Things of a run of the file's statements, which makes those anew that readers know already. */
const made = new WeakSet<object>();

/** The thing of the program that a reader's list of parts belongs to; where nothing else is known, itself. */
export const thingOf = (parts: object): object => things.get(parts) ?? parts;

/** Says that one list of parts is the other one, seen from elsewhere, or whatever else stands for the thing. */
export const isStill = (parts: object, before: object): void => {
  things.set(parts, thingOf(before));
};

/** Says what a list of parts is of; `again` where a run has made the thing that may be known already. */
export function belongsTo(parts: object, thing: List | Dict, again: boolean): void {
  const known = thing.identity ?? thing;
  things.set(parts, known);
  if (again && known === thing) made.add(thing);
}

/**
 * JavaScript's `===` of two values. Of a list or an object that is known by its parts, and one that a
 * run has made of the file's statements, nobody can say whether they are one.
 */
export function isSame(machine: Machine, one: Value, other: Value, site: Site): Value {
  if (one === other) return true;
  if (!isThing(one) || !isThing(other)) return false;
  const [first, second] = [one.identity ?? one, other.identity ?? other];
  if (first === second) return true;
  const isClear = (one.identity ?? other.identity) === undefined;
  if (isClear || machine.isOwn(one) || machine.isOwn(other)) return false;
  const isAgain = [first, second].some(
    (thing) => thing === one || thing === other || made.has(thing),
  );
  return isAgain ? machine.unknown("===", site) : false;
}

const isThing = (value: Value): value is List | Dict =>
  isObject(value) && (value.kind === "list" || value.kind === "dict");
