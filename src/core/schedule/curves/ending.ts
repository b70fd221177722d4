import type { Curve } from "../curve";
import { constantCurve, gapCurve } from "./constant";
import { sequenceCurve } from "./sequence";

/** The curve up to step `end`, and from there on `value`: what cycles leave that end there. */
export const endingAt = (curve: Curve, end: number, value: number): Curve =>
  end <= 0
    ? curve
    : sequenceCurve([
        { start: 0, curve },
        { start: end, curve: constantCurve(value) },
      ]);

/** The curve up to step `end`; from there on nobody knows a value. */
export const knownUpTo = (curve: Curve, end: number): Curve =>
  end <= 0
    ? gapCurve
    : sequenceCurve([
        { start: 0, curve },
        { start: end, curve: gapCurve },
      ]);
