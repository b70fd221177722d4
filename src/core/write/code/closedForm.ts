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

const tabulated = (curve: Curve, steps: number): Formula | undefined =>
  steps < MOST_VALUES
    ? lookup(
        Array.from({ length: steps + 1 }, (_, step) => curve.at(step)),
        STEP,
      )
    : undefined;
