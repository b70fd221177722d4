import { localAt, WELLS, type Local, type Place } from "./surface";

/** The bottom of a basin. */
export interface Minimum {
  /** A, B, … from the deepest. */
  readonly name: string;
  readonly at: Place;
  /** Above the deepest of all. */
  readonly loss: number;
  /** The Hessian's eigenvalues there, the larger first. */
  readonly curvatures: readonly [number, number];
}

/** Eigenvalues of a symmetric 2 × 2 matrix, the larger first. */
function eigenvalues({ xx, xy, yy }: Local): [number, number] {
  const middle = (xx + yy) / 2;
  const apart = Math.hypot((xx - yy) / 2, xy);
  return [middle + apart, middle - apart];
}

/** Newton's method from near a minimum: some ten steps reach machine precision. */
function bottomNear(start: Place): Place {
  let { x, y } = start;
  for (let i = 0; i < 50; i++) {
    const { gradient, xx, xy, yy } = localAt({ x, y });
    const determinant = xx * yy - xy * xy;
    x -= (yy * gradient.x - xy * gradient.y) / determinant;
    y -= (xx * gradient.y - xy * gradient.x) / determinant;
  }
  return { x, y };
}

function findMinima(): Minimum[] {
  const centres = WELLS.filter(
    ({ at }, i) => WELLS.findIndex((other) => other.at.x === at.x && other.at.y === at.y) === i,
  );
  const bottoms = centres
    .map(({ at }) => bottomNear(at))
    .map((at) => ({ at, local: localAt(at) }))
    .sort((a, b) => a.local.value - b.local.value);
  const deepest = bottoms[0]?.local.value ?? 0;
  return bottoms.map(({ at, local }, i) => ({
    name: String.fromCharCode(65 + i),
    at,
    loss: local.value - deepest,
    curvatures: eigenvalues(local),
  }));
}

/** Every minimum of the landscape, the deepest first. */
export const MINIMA: readonly Minimum[] = findMinima();

/** The height of the deepest place: losses are counted from there. */
export const DEEPEST = Math.min(...MINIMA.map(({ at }) => localAt(at).value));

/** Half of 1 / L: with this step, descent follows the steepest way down without leaping over it. */
const RATE = 0.01;
const CLOSE = 0.05;

/**
 * The minimum that the steepest way down from a place leads to; undefined from a place that is not
 * finite, or on the ridge between two basins.
 */
export function basinOf({ x, y }: Place): Minimum | undefined {
  for (let i = 0; i < 50_000; i++) {
    const found = MINIMA.find(({ at }) => Math.hypot(x - at.x, y - at.y) < CLOSE);
    if (found) return found;
    const { gradient } = localAt({ x, y });
    x -= RATE * gradient.x;
    y -= RATE * gradient.y;
    if (!Number.isFinite(x + y)) return undefined;
  }
  return undefined;
}
