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

const stretchColumns = (curve: Curve, start: number, end: number, columns: number): Column[] =>
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
  const points = simplify(columns.flatMap((column) => columnPoints(column, x, y)));
  const [first, ...rest] = points.map((point) => `${short(point.x)} ${short(point.y)}`);
  if (first === undefined) return "";
  return rest.length === 0 ? `M${first}h1` : `M${first}L${rest.join(" ")}`;
}

function columnPoints({ step, first, last, min, max }: Column, x: Scale, y: Scale): Point[] {
  const values = first - min < max - first ? [first, min, max, last] : [first, max, min, last];
  const at = x.pixel(step);
  return values.map((value) => ({ x: at, y: y.pixel(value) }));
}

/** Drops points that lie on the straight line between their neighbours (to a twentieth pixel). */
function simplify(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const [before, last] = [kept.at(-2), kept.at(-1)];
    if (last && last.x === point.x && last.y === point.y) continue;
    if (before && last && isBetween(before, last, point)) kept.pop();
    kept.push(point);
  }
  return kept;
}

function isBetween(a: Point, b: Point, c: Point): boolean {
  if (a.x === b.x && b.x === c.x) return (b.y - a.y) * (c.y - b.y) >= 0;
  if (a.x === b.x || b.x === c.x) return false;
  return Math.abs(a.y + ((c.y - a.y) * (b.x - a.x)) / (c.x - a.x) - b.y) < 0.02;
}
