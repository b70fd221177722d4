/** The picture shows the square from −REACH to REACH; points beyond lie on its edge. */
const REACH = 2.2;
/** More would only cover each other. */
const MOST = 512;

interface Canvas {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
}

/** Data as crosses and generated points as dots over them; both as x and y in turn. */
export function drawPoints(
  canvas: Canvas,
  points: ArrayLike<number>,
  data: ArrayLike<number>,
  colors: { readonly color: string; readonly data: string },
): void {
  const { context } = canvas;
  context.strokeStyle = colors.data;
  context.lineWidth = 1;
  context.beginPath();
  for (const [x, y] of places(canvas, data)) {
    context.moveTo(x - 2, y);
    context.lineTo(x + 2, y);
    context.moveTo(x, y - 2);
    context.lineTo(x, y + 2);
  }
  context.stroke();
  context.fillStyle = colors.color;
  for (const [x, y] of places(canvas, points)) context.fillRect(x - 1, y - 1, 2, 2);
}

function places({ width, height }: Canvas, points: ArrayLike<number>): [number, number][] {
  const scale = Math.min(width, height) / (2 * REACH);
  const at = (value: number | undefined): number =>
    Math.min(REACH, Math.max(-REACH, value ?? NaN)) * scale;
  return Array.from({ length: Math.min(MOST, points.length / 2) }, (_, i) => [
    width / 2 + at(points[2 * i]),
    height / 2 - at(points[2 * i + 1]),
  ]);
}
