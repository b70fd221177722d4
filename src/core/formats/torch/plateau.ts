import type { Asking } from "../python/asking";
import type { LibraryObject } from "../python/script/value";

/** What the user is asked for in place of a metric that no script holds. */
const IMPROVING = "evaluations that improve";

/**
 * A made-up metric: better at each of the first evaluations, then the same for ever. How many
 * improve is asked for, as no curve can be drawn without it.
 */
export function madeUpMetrics(
  asking: Asking,
  object: LibraryObject,
  length: number | undefined,
): readonly number[] | undefined {
  const improving = asking.ask(IMPROVING, object.calleeRange, "number");
  if (improving === undefined) return undefined;
  const mode = object.given.keywords.get("mode")?.value ?? object.given.positional[1]?.value;
  const rises = mode?.type === "text" && mode.value === "max";
  const count = Math.min(length ?? 1000, 100_000);
  return Array.from({ length: count }, (_, index) => {
    const value = 2 ** -Math.min(index, improving - 1, 1000);
    return rises ? 2 - value : value;
  });
}
