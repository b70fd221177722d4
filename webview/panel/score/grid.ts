import type { Chart } from "chart.js";
import type { Drawing } from "./lineChart";

/** Between a value's label and the plot. */
const LABEL_GAP = 6;

/** The lines at the ticks of both axes, and the labels of the values. */
export function drawGrid({ ctx, chartArea, scales }: Chart, drawing: Drawing): void {
  const { x, y } = scales;
  if (!x || !y) return;
  const { left, right, top, bottom } = chartArea;
  const { ticks, axis, colors } = drawing;
  const rows = axis.ticks.map(({ value, label }) => ({ label, at: y.getPixelForValue(value) }));
  ctx.save();
  ctx.strokeStyle = colors.grid;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const tick of ticks) {
    const at = Math.round(x.getPixelForValue(tick.x)) + 0.5;
    ctx.moveTo(at, top);
    ctx.lineTo(at, bottom);
  }
  for (const { at } of rows) {
    const line = Math.round(at) + 0.5;
    ctx.moveTo(left, line);
    ctx.lineTo(right, line);
  }
  ctx.stroke();
  ctx.font = `10px ${colors.font}`;
  ctx.fillStyle = colors.faint;
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  for (const { label, at } of rows) ctx.fillText(label, left - LABEL_GAP, at);
  ctx.restore();
}
