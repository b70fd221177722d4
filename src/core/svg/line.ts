import type { Curve } from "../schedule/curve";
import type { Column } from "../schedule/sample";
import { sampleColumns } from "../schedule/sample";
import type { Schedule, Track } from "../schedule/schedule";
import { short } from "./markup";
import type { Scale } from "./scale";

/** A stretch of the run, steps [start, end), on which a track is known. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The run without the phases that cannot be drawn. */
export function knownStretches(track: Track, length: number): Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  for (const phase of track.phases) {
    if (!phase.missing) continue;
    if (phase.start > start) stretches.push({ start, end: Math.min(phase.start, length) });
    start = Math.max(start, phase.end);
  }
  if (start < length) stretches.push({ start, end: length });
  return stretches;
}

/** The columns of every known stretch, as many in all as there are pixels. */
export function trackColumns(schedule: Schedule, track: Track, pixels: number): Column[][] {
  return knownStretches(track, schedule.length).map(({ start, end }) => {
    const columns = Math.max(2, Math.round((pixels * (end - start)) / schedule.length));
    return stretchColumns(track.curve, start, end, columns);
  });
}

export const stretchColumns = (
  curve: Curve,
  start: number,
  end: number,
  columns: number,
): Column[] =>
  sampleColumns(curve, start, end - 1, columns).filter(
    ({ first, last, min, max }) =>
      Number.isFinite(first) &&
      Number.isFinite(last) &&
      Number.isFinite(min) &&
      Number.isFinite(max),
  );

export function valueRange(stretches: readonly (readonly Column[])[]): {
  min: number;
  max: number;
} {
  let min = Infinity;
  let max = -Infinity;
  for (const column of stretches.flat()) {
    min = Math.min(min, column.min);
    max = Math.max(max, column.max);
  }
  return min <= max ? { min, max } : { min: 0, max: 1 };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The path data of one stretch. Every column reaches from its least to its greatest value, so that
 * what oscillates within a pixel shows its true envelope.
 */
export function pathOf(columns: readonly Column[], x: Scale, y: Scale): string {
  const points = simplify(
    columns.flatMap((column, index) => columnPoints(column, columns[index + 1], x, y)),
  );
  const [first, ...rest] = points.map((point) => `${short(point.x)} ${short(point.y)}`);
  if (first === undefined) return "";
  return rest.length === 0 ? `M${first}h1` : `M${first}L${rest.join(" ")}`;
}

function columnPoints(column: Column, next: Column | undefined, x: Scale, y: Scale): Point[] {
  const { step, first, last, min, max } = column;
  const at = x.pixel(step);
  const point = (value: number): Point => ({ x: at, y: y.pixel(value) });
  const end = next ? next.first : last;
  // The line to the next column covers all values of this one.
  const covered = min >= Math.min(first, end) && max <= Math.max(first, end);
  if (covered && next) return [point(first)];
  const values = first - min < max - first ? [first, min, max, last] : [first, max, min, last];
  return values.map(point);
}

/** In pixels; a tenth cannot be seen. */
const TOLERANCE = 0.1;

/**
 * Leaves out points as long as the straight line over them passes all of them within the tolerance
 * (the sleeve algorithm: the slopes still allowed from the last kept point narrow with each point).
 */
function simplify(points: readonly Point[]): Point[] {
  const [start, ...rest] = points;
  if (start === undefined) return [];
  const kept = [start];
  let [anchor, last, low, high] = [start, start, -Infinity, Infinity];
  const keepLast = (): void => {
    if (last !== anchor) kept.push(last);
    [anchor, low, high] = [last, -Infinity, Infinity];
  };
  for (const point of rest) {
    if (point.x === last.x && point.y === last.y) continue;
    const slope = (point.y - anchor.y) / (point.x - anchor.x);
    if (point.x === last.x || slope < low || slope > high) keepLast();
    const run = point.x - anchor.x;
    if (run > 0) {
      low = Math.max(low, (point.y - TOLERANCE - anchor.y) / run);
      high = Math.min(high, (point.y + TOLERANCE - anchor.y) / run);
    }
    const vertical = run === 0;
    last = point;
    if (vertical) keepLast();
  }
  keepLast();
  return kept;
}
