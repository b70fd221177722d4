import { formatNumber } from "../../../../src/core/text/format";
import type { ProbePoint } from "../../../../src/probe/request";
import { linearAxis, valueAxis, type ValueAxis } from "../../score/valueAxis";
import { h } from "../../ui/dom";
import type { Colors } from "../../ui/theme";
import { Picture } from "./picture";
import { viewWords } from "./words";

/** One line of a small chart. */
export interface PlotLine {
  readonly points: readonly ProbePoint[];
  readonly color: string;
  /** Told apart without colours, too. */
  readonly dash: readonly number[];
  /** Points without a line. */
  readonly dots?: boolean;
}

const MARGIN = { left: 46, right: 6, top: 6, bottom: 6 } as const;
/** Room for the figures at both ends of an axis that has no steps. */
const FOOT = 14;
const TICK_HEIGHT = 24;
const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

/** The stroke of schedule number `index`. */
export const dashOf = (index: number): readonly number[] => DASHES[index % DASHES.length] ?? [];

/** A small chart, for those views that draw several of them. */
export class Plot {
  readonly element: HTMLElement;
  private readonly picture: Picture;

  /** @param path Over another measured value, not over the steps. */
  constructor(
    title: string,
    private readonly path = false,
  ) {
    const { pathOf, plotOf } = viewWords;
    this.picture = new Picture("task-plot", path ? pathOf(title) : plotOf(title));
    this.element = h(
      "figure",
      {},
      h("figcaption", { class: "faint" }, title),
      this.picture.element,
    );
  }

  /** @param log On a logarithmic axis, where the values allow it. */
  draw(lines: readonly PlotLine[], steps: number, log: boolean, colors: Colors): void {
    this.picture.draw((context, width, height) => {
      const across = this.path ? extentOf(lines) : ([0, Math.max(1, steps)] as const);
      const foot = this.path ? FOOT : 0;
      const axisOf = (wanted: number): ValueAxis => {
        const range = rangeOf(lines);
        return this.path ? linearAxis(range, wanted, true) : valueAxis(range, log, wanted);
      };
      paint(context, width, height - foot, lines, across, axisOf, colors);
      if (this.path) writeEnds(context, width, height, across, colors);
    });
  }
}

type Extent = readonly [from: number, to: number];

/** Of what the lines are drawn over; never empty. */
function extentOf(lines: readonly PlotLine[]): Extent {
  const values = lines
    .flatMap(({ points }) => points.map(([value]) => value))
    .filter(Number.isFinite);
  const [from, to] = [Math.min(...values), Math.max(...values)];
  return from < to ? [from, to] : [Number.isFinite(from) ? from : 0, (from || 0) + 1];
}

function writeEnds(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  [from, to]: Extent,
  colors: Colors,
): void {
  context.fillStyle = colors.faint;
  context.textBaseline = "bottom";
  context.textAlign = "left";
  context.fillText(formatNumber(from, 2), MARGIN.left, height);
  context.textAlign = "right";
  context.fillText(formatNumber(to, 2), width - MARGIN.right, height);
}

function rangeOf(lines: readonly PlotLine[]) {
  const values = lines
    .flatMap(({ points }) => points.map(([, value]) => value))
    .filter(Number.isFinite);
  if (values.length === 0) return undefined;
  const positive = values.filter((value) => value > 0);
  return {
    min: Math.min(...values),
    max: Math.max(...values),
    positive: positive.length > 0 ? Math.min(...positive) : Infinity,
  };
}

function paint(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  lines: readonly PlotLine[],
  [from, to]: Extent,
  axisOf: (wanted: number) => ValueAxis,
  colors: Colors,
): void {
  const inner = height - MARGIN.top - MARGIN.bottom;
  const axis = axisOf(Math.max(2, Math.floor(inner / TICK_HEIGHT)));
  const log = axis.scale === "logarithmic";
  const scale = log ? Math.log : (value: number) => value;
  const [low, high] = [scale(axis.min), scale(axis.max)];
  const yOf = (value: number): number =>
    MARGIN.top +
    inner * (1 - (scale(Math.max(value, log ? axis.min : value)) - low) / (high - low));
  const xOf = (value: number): number =>
    MARGIN.left + ((width - MARGIN.left - MARGIN.right) * (value - from)) / (to - from);
  context.font = `10px ${colors.font}`;
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const { value } of axis.ticks) {
    const y = Math.round(yOf(value)) + 0.5;
    context.strokeStyle = colors.grid;
    context.beginPath();
    context.moveTo(MARGIN.left, y);
    context.lineTo(width - MARGIN.right, y);
    context.stroke();
    context.fillStyle = colors.faint;
    context.fillText(formatNumber(value, 2), MARGIN.left - 6, y);
  }
  for (const line of lines) stroke(context, line, xOf, yOf);
}

function stroke(
  context: CanvasRenderingContext2D,
  { points, color, dash, dots }: PlotLine,
  xOf: (step: number) => number,
  yOf: (value: number) => number,
): void {
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = 1.5;
  context.setLineDash([...dash]);
  context.beginPath();
  for (const [step, value] of points) {
    if (!Number.isFinite(value)) continue;
    if (dots === true) context.fillRect(xOf(step) - 2, yOf(value) - 2, 4, 4);
    else context.lineTo(xOf(step), yOf(value));
  }
  context.stroke();
  context.setLineDash([]);
}
