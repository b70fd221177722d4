import type { Curve } from "../curve";
import type { Formula } from "./formula";

/** The formulas of two curves joined; undefined where either has none. */
export function formulaOf(
  [a, b]: readonly [Curve, Curve],
  join: (a: Formula, b: Formula) => Formula,
): Formula | undefined {
  const [left, right] = [a.formula?.(), b.formula?.()];
  return left && right && join(left, right);
}
