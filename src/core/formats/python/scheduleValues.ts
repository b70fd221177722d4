import { Asking } from "./asking";
import { DIALECTS } from "./dialects";
import type { Machine } from "./script/machine";
import type { Script } from "./script/script";
import { numberOf, numberValue, unknownFrom, type LibraryObject } from "./script/value";

type Rate = (step: number) => number;

/**
 * What schedules of optax and Keras give where a function of the script calls them with a step:
 * `lambda step: 0.5 * schedule(step)`.
 */
export function scheduleValues(script: Script): NonNullable<Machine["called"]> {
  const rates = new WeakMap<LibraryObject, { readonly rate: Rate | undefined }>();
  const rateOf = (object: LibraryObject, find: FindRate): Rate | undefined => {
    const known = rates.get(object) ?? { rate: find(object, new Asking(script, object.range)) };
    rates.set(object, known);
    return known.rate;
  };
  return (object, { positional: [at], keywords }, { text, range }) => {
    const find = DIALECTS.find(({ isCallable }) => isCallable?.(object))?.rate;
    if (!find || !at || keywords.size > 0) return undefined;
    const rate = rateOf(object, find);
    const step = numberOf(at.value);
    // before its begin, and between its steps, nothing says what a schedule gives
    if (rate && step !== undefined && Number.isInteger(step) && step >= 0)
      return numberValue(rate(step), true);
    const given = [...object.given.positional, ...object.given.keywords.values(), at];
    return unknownFrom(
      given.map(({ value }) => value),
      text,
      range,
    );
  };
}

type FindRate = (object: LibraryObject, asking: Asking) => Rate | undefined;
