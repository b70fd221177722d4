import type { Curve } from "../../schedule/curve";
import { sequenceCurve } from "../../schedule/curves/sequence";
import { monotoneCurve } from "../../schedule/curves/smooth";

/**
 * fastai 2.8, callback/schedule.py, `combined_cos(share, start, middle, end)` over `length` updates:
 * update k stands at k / length of the way; half a cosine up to `share` of it, and another to its end.
 */
export function combinedCosine(
  share: number,
  [start, middle, end]: readonly [number, number, number],
  length: number,
): Curve {
  const turn = share * length;
  const first = Math.ceil(turn);
  const cosine = (from: number, to: number, position: number): number =>
    from + ((1 + Math.cos(Math.PI * (1 - Math.min(1, position)))) * (to - from)) / 2;
  const rise = monotoneCurve((k) => cosine(start, middle, k / turn));
  const fall = monotoneCurve((k) => cosine(middle, end, (k + first - turn) / (length - turn)));
  const pieces = [
    ...(first > 0 ? [{ start: 0, curve: rise }] : []),
    ...(first < length ? [{ start: first, curve: fall }] : []),
  ];
  // a share that is no number has neither
  return pieces.length > 0 ? sequenceCurve(pieces) : fall;
}
