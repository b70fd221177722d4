import type { Curve, Extremes } from "../curve";
import { add, maximum, minimum, multiply, number, STEP, type Formula } from "../formula/formula";
import { substitute } from "../formula/substitute";
import { directSum, smoothSum } from "./quadrature";

/** More pieces than this and a sum is no longer split at every breakpoint. */
const MAX_PIECES = 4096;

/** Σ f(k) over a curve's smooth pieces, each by quadrature. */
export function sumByPieces(
  f: (step: number) => number,
  curve: Pick<Curve, "breakpoints">,
  first: number,
  last: number,
): number {
  if (last - first <= MAX_PIECES) return directSum(f, first, last);
  const cuts = [first, ...curve.breakpoints(first, last, MAX_PIECES).map(Math.ceil), last];
  return cuts.slice(1).reduce((sum, cut, i) => sum + smoothSum(f, cuts[i] ?? first, cut), 0);
}

/**
 * `f` of every value, where `f` only rises or only falls. Sums are by quadrature. `slopes` gives the
 * bounds of its steps from those of the curve and from the values between which it lies.
 */
export function mapCurve(
  curve: Curve,
  f: (value: number) => number,
  slopes?: (steps: Extremes, values: Extremes) => Extremes | undefined,
  written?: (value: Formula) => Formula,
): Curve {
  return {
    ...(written && {
      formula: () => {
        const value = curve.formula?.();
        return value && written(value);
      },
    }),
    ...(slopes && {
      slopes: (first: number, last: number) => {
        const steps = curve.slopes?.(first, last);
        return steps && slopes(steps, curve.extremes(first, last));
      },
    }),
    at: (step) => f(curve.at(step)),
    extremes: (first, last) => {
      const { min, max } = curve.extremes(first, last);
      const [a, b] = [f(min), f(max)];
      return a <= b ? { min: a, max: b } : { min: b, max: a };
    },
    sum: (first, last) => sumByPieces((step) => f(curve.at(step)), curve, first, last),
    breakpoints: (first, last, limit) => curve.breakpoints(first, last, limit),
  };
}

/** factor · value + offset. */
export function scaleCurve(curve: Curve, factor: number, offset = 0): Curve {
  const turned = ({ min, max }: Extremes, shift: number): Extremes => {
    const [a, b] = [factor * min + shift, factor * max + shift];
    return a <= b ? { min: a, max: b } : { min: b, max: a };
  };
  return {
    at: (step) => factor * curve.at(step) + offset,
    extremes: (first, last) => turned(curve.extremes(first, last), offset),
    sum: (first, last) => factor * curve.sum(first, last) + offset * Math.max(0, last - first),
    breakpoints: (first, last, limit) => curve.breakpoints(first, last, limit),
    slopes: (first, last) => {
      const slopes = curve.slopes?.(first, last);
      return slopes && turned(slopes, 0);
    },
    formula: () => {
      const value = curve.formula?.();
      return value && add(multiply(number(factor), value), number(offset));
    },
  };
}

/** The value kept between `min` and `max`; sums are exact only where the clamp does not bite. */
export function clampCurve(curve: Curve, min: number, max: number): Curve {
  const clamp = (value: number): number => Math.min(Math.max(value, min), max);
  const free = (first: number, last: number): boolean => {
    const range = curve.extremes(first, last);
    return range.min >= min && range.max <= max;
  };
  const clamped = mapCurve(curve, clamp, undefined, (value) => clampFormula(value, min, max));
  return {
    ...clamped,
    sum: (first, last) => {
      if (last <= first) return 0;
      return free(first, last - 1) ? curve.sum(first, last) : clampedSum(curve, clamp, first, last);
    },
    slopes: (first, last) => (free(first, last) ? curve.slopes?.(first, last) : undefined),
  };
}

function clampFormula(value: Formula, min: number, max: number): Formula {
  const above = min === -Infinity ? value : maximum(value, number(min));
  return max === Infinity ? above : minimum(above, number(max));
}

/** Splits [first, last) until the clamp bites everywhere or nowhere, then sums each part exactly. */
function clampedSum(
  curve: Curve,
  clamp: (value: number) => number,
  first: number,
  last: number,
  budget = { left: MAX_PIECES },
): number {
  const { min, max } = curve.extremes(first, last - 1);
  if (clamp(min) === clamp(max)) return clamp(min) * (last - first);
  if (clamp(min) === min && clamp(max) === max) return curve.sum(first, last);
  if (last - first <= 64 || --budget.left < 0) {
    return sumByPieces((step) => clamp(curve.at(step)), curve, first, last);
  }
  const middle = Math.floor((first + last) / 2);
  return (
    clampedSum(curve, clamp, first, middle, budget) + clampedSum(curve, clamp, middle, last, budget)
  );
}

/** The curve seen from `offset` steps after its start: shifted.at(u) = curve.at(u + offset). */
export function shiftCurve(curve: Curve, offset: number): Curve {
  const slopes = curve.slopes?.bind(curve);
  return {
    at: (step) => curve.at(step + offset),
    extremes: (first, last) => curve.extremes(first + offset, last + offset),
    sum: (first, last) => curve.sum(first + offset, last + offset),
    breakpoints: (first, last, limit) =>
      curve.breakpoints(first + offset, last + offset, limit).map((step) => step - offset),
    formula: () => {
      const formula = curve.formula?.();
      return formula && substitute(formula, add(STEP, number(offset)));
    },
    ...(slopes && {
      slopes: (first: number, last: number) => slopes(first + offset, last + offset),
    }),
  };
}
