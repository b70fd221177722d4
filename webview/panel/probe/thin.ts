import type { ProbePoint } from "../../../src/probe/request";

/**
 * At most about `most` points with the same picture: of each stretch the first, the least, the
 * greatest and the last. The first and the last point of all stay.
 */
export function thin(points: readonly ProbePoint[], most: number): readonly ProbePoint[] {
  if (points.length <= most) return points;
  const size = Math.ceil(points.length / Math.max(1, Math.floor(most / 4)));
  const kept: ProbePoint[] = [];
  for (let begin = 0; begin < points.length; begin += size) {
    const end = Math.min(points.length, begin + size);
    let [least, greatest] = [begin, begin];
    for (let i = begin; i < end; i++) {
      if (valueAt(points, i) < valueAt(points, least)) least = i;
      if (valueAt(points, i) > valueAt(points, greatest)) greatest = i;
    }
    const indices = [...new Set([begin, least, greatest, end - 1])].sort((a, b) => a - b);
    for (const index of indices) {
      const point = points[index];
      if (point) kept.push(point);
    }
  }
  return kept;
}

const valueAt = (points: readonly ProbePoint[], index: number): number => points[index]?.[1] ?? NaN;
