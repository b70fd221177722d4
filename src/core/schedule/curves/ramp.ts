import { joinExtremes, type Curve, type Extremes } from "../curve";
import { add, multiply, number, pieces, STEP, type Formula } from "../formula/formula";
import { smoothSum } from "./quadrature";
import type { Shape } from "./shape";

export interface RampOptions {
  readonly from: number;
  readonly to: number;
  /** m: where `to` is reached, in steps; 0 means at once. May lie between two steps. */
  readonly reach: number;
  readonly shape: Shape;
}

/** A class, not closures: a track may have 100,000 of them, and cycles make them on the fly. */
class Ramp implements Curve {
  private readonly from: number;
  private readonly to: number;
  private readonly reach: number;
  private readonly shape: Shape;

  constructor({ from, to, reach, shape }: RampOptions) {
    this.from = from;
    this.to = to;
    this.reach = reach;
    this.shape = shape;
  }

  at(step: number): number {
    const { from, to, reach } = this;
    if (step >= reach) return to;
    if (step <= 0) return from;
    const value = from + (to - from) * this.shape.weight(step, reach);
    // rounding must not carry it past its ends
    return from < to ? Math.min(Math.max(value, from), to) : Math.max(Math.min(value, from), to);
  }

  extremes(first: number, last: number): Extremes {
    const [a, b] = [this.at(first), this.at(last)];
    // a NaN (a share of a peak still to be found) does not count
    if (a <= b) return { min: a, max: b };
    return b < a ? { min: b, max: a } : joinExtremes({ min: a, max: a }, { min: b, max: b });
  }

  sum(first: number, last: number): number {
    if (last <= first) return 0;
    const { from, to, reach, shape } = this;
    const steps = Math.max(0, Math.ceil(reach));
    const start = Math.min(Math.max(first, 0), steps);
    const end = Math.min(Math.max(last, start), steps);
    const before = Math.max(0, Math.min(last, 0) - first);
    const after = Math.max(0, last - Math.max(first, steps));
    const flat = from * before + to * after;
    if (end <= start) return flat;
    if (shape.sum === undefined) return flat + smoothSum((k) => this.at(k), start, end);
    return flat + from * (end - start) + (to - from) * shape.sum(start, end, reach);
  }

  breakpoints(first: number, last: number, limit: number): number[] {
    const corner = Math.ceil(this.reach);
    return limit > 0 && corner > first && corner < last ? [corner] : [];
  }

  formula(): Formula {
    const { from, to, reach, shape } = this;
    if (reach <= 0) return number(to);
    const way = add(number(from), multiply(number(to - from), shape.formula(reach)));
    return pieces(STEP, [Math.ceil(reach)], [way, number(to)]);
  }

  slopes(first: number, last: number): Extremes | undefined {
    const { inflections } = this.shape;
    if (inflections === undefined || last <= first) return undefined;
    const difference = (k: number): Extremes => {
      const slope = this.at(k + 1) - this.at(k);
      return { min: slope, max: slope };
    };
    let slopes = joinExtremes(difference(first), difference(last - 1));
    for (const p of [0, ...inflections, 1]) {
      const place = Math.floor(p * this.reach);
      for (const k of [place - 1, place, place + 1]) {
        if (k > first && k < last - 1) slopes = joinExtremes(slopes, difference(k));
      }
    }
    return slopes;
  }
}

/**
 * From one value to another: from + (to − from) · weight(u, m), exactly `from` up to step 0 and
 * exactly `to` from step m on.
 */
export const rampCurve = (options: RampOptions): Curve => new Ramp(options);
