import { placesOf } from "../../../../src/probe/tasks/protein/fold";
import type { Place } from "../../../../src/probe/tasks/landscape/surface";
import type { Colors } from "../../ui/theme";

/** Radius of a bead where a bond has length 1. */
const BEAD = 0.3;

/** Lies along the width: turned so that the chain's longest extent is horizontal. */
function turned(places: readonly Place[]): Place[] {
  const { length } = places;
  const mean = (pick: (place: Place) => number): number =>
    places.reduce((sum, place) => sum + pick(place), 0) / length;
  const [cx, cy] = [mean(({ x }) => x), mean(({ y }) => y)];
  const moment = (pick: (x: number, y: number) => number): number =>
    mean(({ x, y }) => pick(x - cx, y - cy));
  const angle =
    Math.atan2(2 * moment((x, y) => x * y), moment((x) => x * x) - moment((_, y) => y * y)) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return places.map(({ x, y }) => ({
    x: (x - cx) * cos + (y - cy) * sin,
    y: (y - cy) * cos - (x - cx) * sin,
  }));
}

/** A chain of beads: A filled, B hollow. */
export function drawFold(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  sequence: string,
  bends: readonly number[],
  colors: Colors,
): void {
  const places = turned(placesOf(bends));
  const extent = (pick: (place: Place) => number): [number, number] => {
    const all = places.map(pick);
    return [Math.min(...all) - 2 * BEAD, Math.max(...all) + 2 * BEAD];
  };
  const [[left, right], [bottom, top]] = [extent(({ x }) => x), extent(({ y }) => y)];
  const scale = Math.min(width / (right - left), height / (top - bottom), 34);
  const points = places.map(({ x, y }): [number, number] => [
    width / 2 + (x - (left + right) / 2) * scale,
    height / 2 - (y - (bottom + top) / 2) * scale,
  ]);
  context.strokeStyle = colors.foreground;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.stroke();
  points.forEach(([x, y], i) => {
    bead(context, x, y, BEAD * scale, sequence[i] === "A", colors);
  });
}

function bead(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  filled: boolean,
  colors: Colors,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  // The bond ends at the bead, whatever the background is.
  context.globalCompositeOperation = "destination-out";
  context.fillStyle = "black";
  context.fill();
  context.globalCompositeOperation = "source-over";
  context.strokeStyle = colors.foreground;
  context.fillStyle = colors.train;
  if (filled) context.fill();
  context.stroke();
}
