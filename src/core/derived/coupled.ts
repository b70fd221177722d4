import type { Curve, Extremes } from "../schedule/curve";
import { productCurve } from "../schedule/curves/product";
import { mapCurve } from "../schedule/curves/transform";
import type { Schedule, Track } from "../schedule/schedule";
import { powerLaw } from "./powerLaw";

/**
 * Questions that one column may cost where two tracks move independently of one another. Where they
 * do not suffice, bounds are drawn that hold the curve.
 */
export const COLUMN_BUDGET = 200;

/** 1 / value, for values of one sign. */
export function reciprocalCurve(curve: Curve): Curve {
  return mapCurve(
    curve,
    (value) => 1 / value,
    (steps, { min, max }) => {
      // Δ(1/x) = −Δx / (x · x′)
      const squares = [min * min, max * max, min * max];
      const corners = squares.flatMap((square) => [-steps.min / square, -steps.max / square]);
      const found: Extremes = { min: Math.min(...corners), max: Math.max(...corners) };
      return Number.isFinite(found.min) && Number.isFinite(found.max) ? found : undefined;
    },
  );
}

/**
 * a · b or, with `power` −1, a / b. Where one of them follows the other by a power law, the result is
 * a function of one track that only rises or falls, so that its extremes are exact; this is the case
 * for which weight decay or a temperature is coupled to the rate.
 */
export function coupledCurve(schedule: Schedule, a: Track, b: Track, power: 1 | -1): Curve {
  const combine = (x: number, y: number): number => (power === 1 ? x * y : x / y);
  const independent = (): Curve =>
    productCurve(a.curve, power === 1 ? b.curve : reciprocalCurve(b.curve), COLUMN_BUDGET);
  const negative = [a, b].some(({ curve }) => !(curve.extremes(0, schedule.length).min >= 0));
  if (negative) return independent();
  const law = powerLaw(schedule, b.name, a.name);
  if (law && (!law.bounded || 1 + power * law.exponent >= 0)) {
    return mapCurve(a.curve, (value) => combine(value, law.value(value)));
  }
  const other = powerLaw(schedule, a.name, b.name);
  if (other && (!other.bounded || (other.exponent + power) * power >= 0)) {
    return mapCurve(b.curve, (value) => combine(other.value(value), value));
  }
  return independent();
}
