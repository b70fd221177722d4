import type { Curve } from "../schedule/curve";
import { constantCurve } from "../schedule/curves/constant";
import { curveFrom } from "../schedule/curves/from";
import { sequenceCurve } from "../schedule/curves/sequence";
import { shiftCurve } from "../schedule/curves/transform";

/** One value at step `at`, and from the next step on the curve. */
export const firstThen = (at: number, value: number, then: Curve): Curve =>
  sequenceCurve([
    { start: 0, curve: constantCurve(NaN) },
    { start: at, curve: constantCurve(value) },
    { start: at + 1, curve: shiftCurve(then, at + 1) },
  ]);

/** A curve whose steps count from step `at` of the run. */
export const countedFrom = (at: number, curve: Curve): Curve =>
  curveFrom(
    sequenceCurve([
      { start: 0, curve: constantCurve(NaN) },
      { start: at, curve },
    ]),
    at,
  );
