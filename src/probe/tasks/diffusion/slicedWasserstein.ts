const DIRECTIONS = 64;

/**
 * The sliced Wasserstein distance W₁ of two sets of equally many points in the plane (Bonneel et al.
 * 2015): the mean, over 64 directions spread evenly over the half circle, of the mean distance
 * between the sorted projections. Points as x and y in turn; NaN where the sets differ in size.
 */
export function slicedWasserstein(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) return NaN;
  let total = 0;
  for (let i = 0; i < DIRECTIONS; i++) {
    const angle = (Math.PI * (i + 0.5)) / DIRECTIONS;
    const [first, second] = [projected(a, angle), projected(b, angle)];
    total += first.reduce((sum, value, j) => sum + Math.abs(value - (second[j] ?? NaN)), 0);
  }
  return total / DIRECTIONS / (a.length / 2);
}

function projected(points: ArrayLike<number>, angle: number): Float64Array {
  const [x, y] = [Math.cos(angle), Math.sin(angle)];
  const along = new Float64Array(points.length / 2);
  for (let i = 0; i < along.length; i++) {
    along[i] = x * (points[2 * i] ?? NaN) + y * (points[2 * i + 1] ?? NaN);
  }
  return along.sort();
}
