import { DEEPEST, MINIMA } from "../../../../src/probe/tasks/landscape/basins";
import { placesOf, POSITION } from "../../../../src/probe/tasks/landscape/position";
import { heightAt, type Place } from "../../../../src/probe/tasks/landscape/surface";
import { withAlpha, type Colors } from "../../ui/theme";
import type { ProbeRun } from "../../../../src/probe/results/run";
import { contour, type Segment } from "./contours";

/** The map shows the square from −REACH to REACH. */
const REACH = 4;
const CELLS = 128;
/** Heights of the contour lines above the deepest place. */
const LEVELS = Array.from({ length: 16 }, (_, i) => 0.2 + 0.3 * i);

let lines: readonly (readonly Segment[])[] | undefined;

/** The contour lines by level, computed when first drawn. */
const contours = (): readonly (readonly Segment[])[] =>
  (lines ??= LEVELS.map((level) =>
    contour((x, y) => heightAt({ x, y }) - DEEPEST, level, { reach: REACH, cells: CELLS }),
  ));

type Context = CanvasRenderingContext2D;
type ToPixels = (place: Place) => readonly [x: number, y: number];

/** Contour lines, every replica's way and its end, and the names of the minima. */
export function drawMap(context: Context, size: number, run: ProbeRun, colors: Colors): void {
  const toPixels: ToPixels = ({ x, y }) => [
    ((x + REACH) / (2 * REACH)) * size,
    ((REACH - y) / (2 * REACH)) * size,
  ];
  drawContours(context, toPixels, colors);
  run.schedules.forEach(({ id }, index) => {
    const color = colors.schedule(index);
    const replicas = run.replicas.filter(({ schedule }) => schedule === id);
    const ways = replicas.map(({ extras }) => placesOf(extras[POSITION] ?? []));
    for (const way of ways) drawWay(context, way.map(toPixels), withAlpha(color, 0.45));
    replicas.forEach(({ diverged }, i) => {
      const end = ways[i]?.at(-1);
      if (end && !diverged) drawEnd(context, toPixels(end), color, index);
    });
  });
  drawNames(context, toPixels, colors);
}

function drawContours(context: Context, toPixels: ToPixels, colors: Colors): void {
  context.lineWidth = 1;
  contours().forEach((segments, level) => {
    // The deeper, the stronger.
    context.strokeStyle = withAlpha(colors.foreground, 0.42 - 0.32 * (level / LEVELS.length));
    context.beginPath();
    for (const [x1, y1, x2, y2] of segments) {
      context.moveTo(...toPixels({ x: x1, y: y1 }));
      context.lineTo(...toPixels({ x: x2, y: y2 }));
    }
    context.stroke();
  });
}

function drawWay(context: Context, way: readonly (readonly [number, number])[], color: string) {
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  for (const [x, y] of way) context.lineTo(x, y);
  context.stroke();
}

/** Different shapes, for those who do not see the colours. */
function drawEnd(
  context: Context,
  [x, y]: readonly [number, number],
  color: string,
  index: number,
): void {
  const r = 4;
  context.fillStyle = color;
  context.beginPath();
  if (index % 3 === 0) context.arc(x, y, r, 0, 2 * Math.PI);
  else if (index % 3 === 1) context.rect(x - r + 0.5, y - r + 0.5, 2 * r - 1, 2 * r - 1);
  else {
    context.moveTo(x, y - r - 1);
    context.lineTo(x + r + 0.5, y + r - 0.5);
    context.lineTo(x - r - 0.5, y + r - 0.5);
  }
  context.fill();
}

/** Beside the minima, so that ends do not hide them. */
function drawNames(context: Context, toPixels: ToPixels, colors: Colors): void {
  context.font = `bold 12px ${colors.font}`;
  context.fillStyle = colors.foreground;
  context.textBaseline = "middle";
  for (const { name, at } of MINIMA) {
    const [x, y] = toPixels(at);
    context.fillText(name, x + 9, y - 9);
  }
}
