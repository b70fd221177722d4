import type { Curve } from "../curve";
import { constantCurve } from "./constant";
import { sequenceCurve } from "./sequence";

/** The curve up to step `end`, and from there on `value`: what cycles leave that end there. */
export const endingAt = (curve: Curve, end: number, value: number): Curve =>
  end <= 0
    ? curve
    : sequenceCurve([
        { start: 0, curve },
        { start: end, curve: constantCurve(value) },
      ]);
