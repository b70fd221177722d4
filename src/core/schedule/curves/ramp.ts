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
  const steps = Math.max(0, Math.ceil(reach));
  return (first, last) => {
    if (last <= first) return 0;
    const start = Math.min(Math.max(first, 0), steps);
    const end = Math.min(Math.max(last, start), steps);
    const ramp = end > start ? (to - from) * weights(start, end, reach) : 0;
    const before = Math.max(0, Math.min(last, 0) - first);
    const after = Math.max(0, last - Math.max(first, steps));
    return from * (end - start + before) + ramp + to * after;
  };
}
