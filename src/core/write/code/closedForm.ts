import type { Curve } from "../../schedule/curve";
import { lookup, STEP, type Formula } from "../../schedule/formula/formula";
import { recognised } from "./recognise";

/** Values that a table written into code may have. */
export const MOST_VALUES = 20_000;

/**
 * The curve as an expression: its own, else one that gives its values, else the table of its
 * values where that is short. Undefined where none of these can be had.
 */
export const closedForm = (curve: Curve, steps: number): Formula | undefined =>
  curve.formula?.() ?? recognised(curve, steps) ?? tabulated(curve, steps);

/** Before a run is resumed, where nothing trains, the table has the value with which it goes on. */
function tabulated(curve: Curve, steps: number): Formula | undefined {
  if (steps >= MOST_VALUES) return undefined;
  const values = Array.from({ length: steps + 1 }, (_, step) => curve.at(step));
  const start = Math.max(
    0,
    values.findIndex((value) => !Number.isNaN(value)),
  );
  return lookup(values.fill(values[start] ?? NaN, 0, start), STEP);
}
