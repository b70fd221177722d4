import { holm } from "./holm";

/** Anything that a p-value was computed for. */
interface Tested {
  readonly p: number;
}

/** The corrected p-value of a test of the family. */
export type Correction = (test: Tested) => number;

/**
 * All that a verdict tests is one family: whoever asks more questions of a run pays for each of
 * them, whatever they are about (Holm's method).
 *
 * @param counted Comparisons that were made; more than tests where some of them are not told.
 */
export function familyOf(tests: readonly Tested[], counted: number): Correction {
  const adjusted = holm(
    tests.map(({ p }) => p),
    counted,
  );
  const byTest = new Map(tests.map((test, i) => [test, adjusted[i]]));
  return (test) => byTest.get(test) ?? 1;
}
