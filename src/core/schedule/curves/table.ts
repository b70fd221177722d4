import type { Curve } from "../curve";
import { divide, floor, lookup, number, STEP, type Formula } from "../formula/formula";
import type { Shape } from "./shape";
import { constantCurve } from "./constant";
import { rampCurve } from "./ramp";
import { sequenceOf } from "./sequence";

/** A value at a whole step, counted from the curve's start. */
export type Knot = readonly [step: number, value: number];

/**
 * Through `knots` in ascending order of steps, which may repeat (a jump; the last one holds): along
 * `shape`, or each value held until the next. Constant before the first and after the last.
 */
export const knotCurve = (knots: readonly Knot[], shape: Shape | undefined): Curve =>
  through(
    Float64Array.from(knots, ([step]) => step),
    Float64Array.from(knots, ([, value]) => value),
    shape,
  );

/** Values `every` whole steps apart, along `shape` or held. */
export function tableCurve(values: readonly number[], every: number, shape?: Shape): Curve {
  const curve = through(
    new Float64Array(values.length).map((_, i) => i * every),
    Float64Array.from(values),
    shape,
  );
  if (shape !== undefined) return curve;
  const formula = (): Formula => lookup(values, floor(divide(STEP, number(every))));
  return { ...curve, formula };
}

function through(steps: Float64Array, values: Float64Array, shape: Shape | undefined): Curve {
  const [first] = steps;
  if (first === undefined) throw new RangeError("A table needs at least one value.");
  // what comes before the first knot has its value
  const ahead = first > 0 ? 1 : 0;
  const starts = ahead === 0 ? steps : withZero(steps);
  return sequenceOf(starts, (piece) => {
    const i = piece - ahead;
    const from = values[Math.max(0, i)] ?? NaN;
    const [start, end, to] = [steps[i] ?? 0, steps[i + 1], values[i + 1] ?? from];
    const flat = i < 0 || shape === undefined || end === undefined || end <= start || to === from;
    return flat ? constantCurve(from) : rampCurve({ from, to, reach: end - start, shape });
  });
}

function withZero(steps: Float64Array): Float64Array {
  const starts = new Float64Array(steps.length + 1);
  starts.set(steps, 1);
  return starts;
}
