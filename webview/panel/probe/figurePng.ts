import type { Figure, Mark, Picture } from "../../../src/core/svg/figure/figure";
import { layFigure } from "../../../src/core/svg/figure/layout";

/** Pixels for each of the figure's: sharp on paper at 7 cm a column. */
const SCALE = 3;
const FONT = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";

/** The figure as a PNG file, in base64. */
export const figurePng = (figure: Figure): Promise<string> => marksPng(layFigure(figure));

/**
 * What was laid out, as a PNG file, in base64: painted mark by mark, as the page's policy loads no
 * image.
 */
export async function marksPng({ width, height, marks }: Omit<Picture, "title">): Promise<string> {
  const canvas = new OffscreenCanvas(width * SCALE, height * SCALE);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.scale(SCALE, SCALE);
  for (const mark of marks) paint(context, mark);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return base64(new Uint8Array(await blob.arrayBuffer()));
}

function paint(context: OffscreenCanvasRenderingContext2D, mark: Mark): void {
  if (mark.kind === "text") {
    context.font = `${mark.bold ? "bold " : ""}${mark.size}px ${FONT}`;
    context.fillStyle = mark.color;
    context.textAlign = mark.anchor === "middle" ? "center" : mark.anchor;
    context.fillText(mark.text, mark.x, mark.y);
    return;
  }
  const path = new Path2D(mark.d);
  if (mark.fill !== undefined) {
    context.globalAlpha = mark.opacity ?? 1;
    context.fillStyle = mark.fill;
    context.fill(path);
    context.globalAlpha = 1;
  }
  if (mark.stroke === undefined) return;
  context.strokeStyle = mark.stroke;
  context.lineWidth = mark.width ?? 1;
  context.lineJoin = "round";
  context.setLineDash((mark.dash ?? "").split(" ").filter(Boolean).map(Number));
  context.stroke(path);
}

/** In parts: a call with very many arguments would overflow the stack. */
function base64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 4096) {
    text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  }
  return btoa(text);
}
