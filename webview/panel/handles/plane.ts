import type { LineChart } from "../score/lineChart";
import { positionOf, stepAt, type Domain } from "../time";

/** A chart's pixels as steps and values, and back; in CSS pixels of its canvas. */
export interface Plane {
  readonly area: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  xOf(step: number): number;
  yOf(value: number): number;
  stepAt(x: number): number;
  valueAt(y: number): number;
}

/**
 * The plane of a chart as it is drawn now. It stays as it is while the chart changes: what is dragged
 * must not run away because the axis makes room for it.
 */
export function planeOf(
  chart: LineChart,
  length: number | null,
  domain: Domain,
): Plane | undefined {
  const { axes } = chart;
  if (!axes) return undefined;
  const { area, x, y } = axes;
  const [width, height] = [area.right - area.left, area.bottom - area.top];
  if (!(width > 0) || !(height > 0)) return undefined;
  const { scale, min, max } = y;
  const log = scale === "logarithmic";
  const [low, high] = log ? [Math.log(min), Math.log(max)] : [min, max];
  return {
    area,
    xOf: (step) => {
      const share = (positionOf(step, length, domain) - x.first) / (x.last - x.first);
      return area.left + share * width;
    },
    yOf: (value) => {
      // a logarithm has no zero: below everything that is shown
      if (log && !(value > 0)) return Infinity;
      const share = ((log ? Math.log(value) : value) - low) / (high - low);
      return area.bottom - share * height;
    },
    stepAt: (px) =>
      stepAt(x.first + ((px - area.left) / width) * (x.last - x.first), length, domain),
    valueAt: (py) => {
      const value = low + ((area.bottom - py) / height) * (high - low);
      return log ? Math.exp(value) : value;
    },
  };
}

/** What a pixel is worth at a point of the plane. */
export const pixelsAt = (plane: Plane, x: number, y: number) => ({
  stepPixel: positive(plane.stepAt(x + 1) - plane.stepAt(x)),
  valuePixel: positive(plane.valueAt(y - 1) - plane.valueAt(y)),
});

const positive = (size: number): number => Math.max(Number.MIN_VALUE, Math.abs(size) || 1);
