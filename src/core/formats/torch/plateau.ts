import type { Asking } from "../python/asking";
import type { LibraryObject } from "../python/script/value";

/** What the user is asked for in place of a metric that no script holds. */
export const IMPROVING = "evaluations that improve";

/**
 * A made-up metric: better at each of the first evaluations, then the same for ever. How many
 * improve is asked for, as no curve can be drawn without it.
 */
export function madeUpMetrics(
  asking: Asking,
  object: LibraryObject,
  length: number | undefined,
): readonly number[] | undefined {
  const { symbols } = asking.script.machine;
  const improving = Object.hasOwn(symbols, IMPROVING) ? symbols[IMPROVING] : undefined;
  if (improving === undefined) return asking.ask(IMPROVING, object.calleeRange, "number");
  const mode = object.given.keywords.get("mode")?.value ?? object.given.positional[1]?.value;
  const rises = mode?.type === "text" && mode.value === "max";
  const count = Math.min(length ?? 1000, 100_000);
  return Array.from({ length: count }, (_, index) => {
    const value = 2 ** -Math.min(index, improving - 1, 1000);
    return rises ? 2 - value : value;
  });
}
