import type { Curve } from "../curve";
import type { Shape } from "./shape";
import { monotoneCurve } from "./smooth";

export interface RampOptions {
  readonly from: number;
  readonly to: number;
  /** m: the local step at which `to` is reached; 0 means at once. */
  readonly reach: number;
  readonly shape: Shape;
}

/**
 * From one value to another: from + (to − from) · weight(u, m), exactly `from` up to step 0 and
 * exactly `to` from step m on.
 */
export function rampCurve({ from, to, reach, shape }: RampOptions): Curve {
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  const at = (step: number): number => {
    if (step >= reach) return to;
    if (step <= 0) return from;
    return Math.min(Math.max(from + (to - from) * shape.weight(step, reach), low), high);
  };
  const sum = closedSum(from, to, reach, shape);
  const inflections = shape.inflections?.map((p) => p * reach);
  return monotoneCurve(at, {
    ...(sum && { sum }),
    ...(inflections && { inflections: [0, ...inflections, reach] }),
    breakpoints: [reach],
  });
}

function closedSum(
  from: number,
  to: number,
  reach: number,
  shape: Shape,
): ((first: number, last: number) => number) | undefined {
  const weights = shape.sum?.bind(shape);
  if (weights === undefined) return undefined;
  return (first, last) => {
    if (last <= first) return 0;
    const start = Math.min(Math.max(first, 0), Math.max(reach, 0));
    const end = Math.min(Math.max(last, start), Math.max(reach, start));
    const inner =
      end > start ? from * (end - start) + (to - from) * weights(start, Math.ceil(end), reach) : 0;
    return (
      inner +
      from * Math.max(0, Math.min(last, 0) - first) +
      to * Math.max(0, last - Math.max(end, first))
    );
  };
}
