import type { ProbeVector } from "../extras";
import type { ProbePoint } from "../request";
import type { ProbeRun } from "./run";

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

/** As many numbers as a curve keeps; the first and the last vector always stay. */
function thinVectors(vectors: readonly ProbeVector[], numbers: number): ProbeVector[] {
  const width = vectors[0]?.[1].length ?? 1;
  const most = Math.max(2, Math.floor(numbers / Math.max(1, width)));
  const every = Math.max(1, Math.ceil((vectors.length - 1) / (most - 1)));
  return vectors.filter((_, i) => i % every === 0 || i === vectors.length - 1);
}

/** The run with at most about `most` points in each curve. */
export function thinRun(run: ProbeRun, most: number): ProbeRun {
  const curves = run.replicas.flatMap(({ train, validation, accuracy, measured }) => [
    train,
    validation,
    accuracy,
    ...measured.values(),
  ]);
  const vectors = run.replicas.flatMap(({ extras }) =>
    Object.values(extras).map((list) => ({ length: list.length * (list[0]?.[1].length ?? 0) })),
  );
  const tracks = run.schedules.flatMap((schedule) => [...schedule.tracks.values()]);
  if ([...curves, ...tracks, ...vectors].every(({ length }) => length <= most)) return run;
  const thinned = (points: readonly ProbePoint[]): ProbePoint[] => [...thin(points, most)];
  const all = (map: ReadonlyMap<string, readonly ProbePoint[]>): Map<string, ProbePoint[]> =>
    new Map([...map].map(([name, points]) => [name, thinned(points)]));
  return {
    ...run,
    thinned: true,
    schedules: run.schedules.map((schedule) => ({ ...schedule, tracks: all(schedule.tracks) })),
    replicas: run.replicas.map((replica) => ({
      ...replica,
      train: thinned(replica.train),
      validation: thinned(replica.validation),
      accuracy: thinned(replica.accuracy),
      measured: all(replica.measured),
      extras: Object.fromEntries(
        Object.entries(replica.extras).map(([name, list]) => [name, thinVectors(list, most)]),
      ),
    })),
  };
}
