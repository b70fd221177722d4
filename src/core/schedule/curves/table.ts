import type { Curve } from "../curve";
import type { Shape } from "./shape";
import { constantCurve } from "./constant";
import { rampCurve } from "./ramp";
import { sequenceCurve, type Piece } from "./sequence";

/** A value at a whole step, counted from the curve's start. */
export type Knot = readonly [step: number, value: number];

/**
 * Through `knots` in ascending order of steps, which may repeat (a jump; the last one holds): along
 * `shape`, or each value held until the next. Constant before the first and after the last.
 */
export function knotCurve(knots: readonly Knot[], shape: Shape | undefined): Curve {
  const first = knots[0];
  if (first === undefined) throw new RangeError("A table needs at least one value.");
  const pieces: Piece[] = first[0] > 0 ? [{ start: 0, curve: constantCurve(first[1]) }] : [];
  knots.forEach(([start, from], i) => {
    const [end, to] = knots[i + 1] ?? [start, from];
    const flat = shape === undefined || end <= start || to === from;
    const curve = flat ? constantCurve(from) : rampCurve({ from, to, reach: end - start, shape });
    pieces.push({ start, curve });
  });
  return sequenceCurve(pieces);
}

/** Values `every` whole steps apart, along `shape` or held. */
export function tableCurve(values: readonly number[], every: number, shape?: Shape): Curve {
  return knotCurve(
    values.map((value, i) => [i * every, value]),
    shape,
  );
}
