/** A straight piece of a contour line. */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

export interface Grid {
  /** The square from −reach to reach in both directions. */
  readonly reach: number;
  /** Squares along one side. */
  readonly cells: number;
}

/**
 * The contour line of a function at one level, by marching squares with linear interpolation; a
 * saddle is split by its first diagonal.
 */
export function contour(
  valueAt: (x: number, y: number) => number,
  level: number,
  { reach, cells }: Grid,
): Segment[] {
  const size = (2 * reach) / cells;
  const place = (i: number): number => -reach + i * size;
  const side = cells + 1;
  const values = Float64Array.from(
    { length: side * side },
    (_, k) => valueAt(place(k % side), place(Math.floor(k / side))) - level,
  );
  const at = (i: number, j: number): number => values[j * side + i] ?? Number.NaN;
  const segments: Segment[] = [];
  for (let j = 0; j < cells; j++) {
    for (let i = 0; i < cells; i++) {
      const crossings = cross(at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1));
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = crossings.slice(k, k + 2);
        segments.push([place(i + ax), place(j + ay), place(i + bx), place(j + by)]);
      }
    }
  }
  return segments;
}

/** Where the sides of a unit square change sign, going round from its corner (0, 0). */
function cross(a: number, b: number, c: number, d: number): [number, number][] {
  const found: [number, number][] = [];
  if (a < 0 !== b < 0) found.push([a / (a - b), 0]);
  if (b < 0 !== c < 0) found.push([1, b / (b - c)]);
  if (c < 0 !== d < 0) found.push([d / (d - c), 1]);
  if (d < 0 !== a < 0) found.push([0, a / (a - d)]);
  return found;
}
