import type { Painter } from "./lineChart";
import type { Point } from "./polyline";

/** An area between two curves over the same places. */
export interface Band {
  readonly upper: readonly Point[];
  readonly lower: readonly Point[];
  readonly color: string;
}

/** Fills the areas, below the lines. */
export const bandPainter =
  (bands: () => readonly Band[]): Painter =>
  (context, area, xOf, yOf) => {
    context.beginPath();
    context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
    context.clip();
    for (const { upper, lower, color } of bands()) {
      context.beginPath();
      [...upper, ...[...lower].reverse()]
        .filter(({ y }) => Number.isFinite(y))
        .forEach(({ x, y }) => {
          context.lineTo(xOf(x), yOf(y));
        });
      context.fillStyle = color;
      context.fill();
    }
  };

export interface Marks {
  readonly points: readonly Point[];
  readonly color: string;
  readonly background: string;
}

const RADIUS = 2.5;

/** A small ring at each place where the formula changes. */
export const markPainter =
  (marks: () => Marks | undefined): Painter =>
  (context, area, xOf, yOf) => {
    const now = marks();
    if (!now) return;
    context.strokeStyle = now.color;
    context.fillStyle = now.background;
    context.lineWidth = 1.25;
    for (const { x, y } of now.points) {
      const [left, top] = [xOf(x), yOf(y)];
      if (!(left >= area.left - 1 && left <= area.right + 1) || !Number.isFinite(top)) continue;
      context.beginPath();
      context.arc(left, top, RADIUS, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  };

/** Marks closer than this would be a second line. */
const LEAST_DISTANCE = 6;

/** The painters one after another. */
export const together =
  (...painters: readonly Painter[]): Painter =>
  (context, ...rest) => {
    for (const painter of painters) {
      context.save();
      painter(context, ...rest);
      context.restore();
    }
  };

/** None where they lie so close that they would hide the curve. */
export const spaced = (points: readonly Point[], pixel: number): readonly Point[] =>
  points.every((point, i) => i === 0 || point.x - (points[i - 1]?.x ?? 0) >= LEAST_DISTANCE * pixel)
    ? points
    : [];
