import type { Random } from "../../random";

/** Eight normal clusters on a circle. */
export const CLUSTERS = 8;
export const RADIUS = 1.4;
export const DEVIATION = 0.1;

export const CENTRES: readonly (readonly [x: number, y: number])[] = Array.from(
  { length: CLUSTERS },
  (_, i) => {
    const angle = (i * 2 * Math.PI) / CLUSTERS;
    return [RADIUS * Math.cos(angle), RADIUS * Math.sin(angle)];
  },
);

/** `count` points of the clusters, x and y of each in turn. */
export function ringPoints(count: number, random: Random): Float32Array {
  const points = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const [x, y] = CENTRES[random.below(CLUSTERS)] ?? [NaN, NaN];
    points[2 * i] = x + DEVIATION * random.normal();
    points[2 * i + 1] = y + DEVIATION * random.normal();
  }
  return points;
}
