/** A point of the plane. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A dent: −depth · exp(−½ ((x − cx)² / sx² + (y − cy)² / sy²)). */
export interface Well {
  readonly at: Place;
  readonly depth: number;
  /** Standard deviations along x and y. */
  readonly width: Place;
}

const well = (x: number, y: number, depth: number, sx: number, sy = sx): Well => ({
  at: { x, y },
  depth,
  width: { x: sx, y: sy },
});

/** A narrow, deep hole in the middle of a wide, shallow dent that leads to it. */
const hole = (x: number, y: number, depth: number, width: number): Well[] => [
  well(x, y, depth, width),
  well(x, y, 0.8, 0.9),
];

/** Two wide valleys and five narrow holes; the deepest place of all is at the bottom of a hole. */
export const WELLS: readonly Well[] = [
  well(1.9, 1.6, 3.1, 0.95, 0.8),
  well(-1.7, -2, 2.8, 0.8, 1),
  ...hole(-1.3, 1.4, 2.6, 0.3),
  ...hole(0.2, -0.2, 2, 0.34),
  ...hole(2.1, -1.7, 3, 0.28),
  ...hole(-0.2, 3, 1.8, 0.32),
  ...hole(-3.1, 0.2, 2.2, 0.3),
];

/** Curvature of the bowl around them, which keeps everything within reach. */
export const BOWL = 0.15;

/** Value, gradient and second derivatives at a place. */
export interface Local {
  readonly value: number;
  readonly gradient: Place;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** The landscape by its formula, ½ · BOWL · (x² + y²) and all wells, in double precision. */
export function localAt({ x, y }: Place): Local {
  let value = 0.5 * BOWL * (x * x + y * y);
  let [gx, gy, xx, xy, yy] = [BOWL * x, BOWL * y, BOWL, 0, BOWL];
  for (const { at, depth, width } of WELLS) {
    const [px, py] = [1 / (width.x * width.x), 1 / (width.y * width.y)];
    const [ux, uy] = [(x - at.x) * px, (y - at.y) * py];
    const dent = depth * Math.exp(-0.5 * (ux * (x - at.x) + uy * (y - at.y)));
    value -= dent;
    gx += dent * ux;
    gy += dent * uy;
    xx += dent * (px - ux * ux);
    xy -= dent * ux * uy;
    yy += dent * (py - uy * uy);
  }
  return { value, gradient: { x: gx, y: gy }, xx, xy, yy };
}

/** The value alone. */
export const heightAt = (place: Place): number => localAt(place).value;
