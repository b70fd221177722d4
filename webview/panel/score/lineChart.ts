import {
  BasicPlatform,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartDataset,
  type Plugin,
} from "chart.js";
import type { Span, Tick } from "../time";
import type { Colors } from "../ui/theme";
import { drawGrid } from "./grid";
import type { Point } from "./polyline";
import { sizeOf, unwatchSize, watchSize, type Size } from "./sizes";
import type { ValueAxis } from "./valueAxis";

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

/** The plot's margins in CSS pixels; fixed, so that stacked charts align and nothing jumps. */
export const MARGIN = { left: 50, right: 10, top: 16, bottom: 12 } as const;

export interface Line {
  readonly points: readonly Point[];
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
  /** Marks each point with a dot: steps so few that each can be seen. */
  readonly dots: boolean;
}

export interface Drawing {
  readonly lines: readonly Line[];
  readonly window: Span;
  readonly axis: ValueAxis;
  readonly ticks: readonly Tick[];
  readonly colors: Colors;
}

type Area = Chart["chartArea"];
/** Draws on the canvas before (bands) or after (marks) the lines. */
export type Painter = (
  context: CanvasRenderingContext2D,
  area: Area,
  xOf: (x: number) => number,
  yOf: (y: number) => number,
) => void;

export interface Painters {
  readonly below?: Painter;
  readonly above?: Painter;
}

/**
 * chart.js reduced to what is needed here: lines over a given window of the time axis and a given
 * value axis; no parsing, no animation, no interaction of its own. The platform that it has for pages
 * would watch the whole document for each of its canvases, and read styles between any two of them.
 */
export class LineChart {
  readonly canvas = document.createElement("canvas");
  private chart: Chart<"line", Point[]> | undefined;
  private drawing: Drawing | undefined;

  constructor(private readonly painters: Painters = {}) {
    this.canvas.setAttribute("aria-hidden", "true");
  }

  /** The points as they lie on the chart, line by line. */
  get lines(): readonly (readonly Point[])[] {
    return this.chart?.data.datasets.map(({ data }) => data) ?? [];
  }

  /** Where the plot lies on the canvas and what its axes show; undefined before it is drawn. */
  get axes(): { readonly area: Area; readonly x: Span; readonly y: ValueAxis } | undefined {
    const { chart, drawing } = this;
    return chart && drawing && { area: chart.chartArea, x: drawing.window, y: drawing.axis };
  }

  /** `size`: that of the canvas' place in CSS pixels, where it is known: else it is asked for. */
  draw(drawing: Drawing, size?: Size): void {
    const scaleChanged = this.drawing?.axis.scale !== drawing.axis.scale;
    this.drawing = drawing;
    if (!this.chart || scaleChanged) this.make(drawing, size);
    else this.refresh(this.chart, drawing);
  }

  dispose(): void {
    if (this.place) unwatchSize(this.place);
    this.chart?.destroy();
    this.chart = undefined;
  }

  /** What the canvas fills. */
  private get place(): Element | null {
    return this.canvas.parentElement;
  }

  private make(drawing: Drawing, size = this.place ? sizeOf(this.place) : NOWHERE): void {
    this.dispose();
    this.canvas.width = size.width;
    this.canvas.height = size.height;
    for (const side of ["width", "height"] as const) this.canvas.style[side] = `${size[side]}px`;
    this.chart = new Chart<"line", Point[]>(this.canvas, {
      type: "line",
      data: { datasets: drawing.lines.map(dataset) },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        responsive: false,
        devicePixelRatio,
        maintainAspectRatio: false,
        events: [],
        layout: { padding: MARGIN },
        // Their grids and labels are drawn here: chart.js would lay them out anew at each drawing.
        scales: {
          x: { type: "linear", ...BARE, ...limits(drawing.window) },
          y: { type: drawing.axis.scale, ...BARE, ...limits(valuesOf(drawing.axis)) },
        },
      },
      platform: BasicPlatform,
      plugins: [this.plugin()],
    });
    if (!this.place) return;
    watchSize(this.place, (now) => {
      if (this.chart) fit(this.chart, now);
    });
  }

  private refresh(chart: Chart<"line", Point[]>, drawing: Drawing): void {
    const { datasets } = chart.data;
    datasets.length = Math.min(datasets.length, drawing.lines.length);
    drawing.lines.forEach((line, index) => {
      const there = datasets[index];
      if (there) Object.assign(there, dataset(line, index));
      else datasets.push(dataset(line, index));
    });
    const { scales } = chart.options;
    if (scales) {
      Object.assign(scales.x ?? {}, limits(drawing.window));
      Object.assign(scales.y ?? {}, limits(valuesOf(drawing.axis)));
    }
    if (chart.currentDevicePixelRatio !== devicePixelRatio) {
      chart.options.devicePixelRatio = devicePixelRatio;
      chart.resize(chart.width, chart.height);
    }
    chart.update("none");
  }

  private plugin(): Plugin<"line"> {
    const paint = (chart: Chart, painter: Painter | undefined): void => {
      const { x, y } = chart.scales;
      if (!x || !y || !painter) return;
      chart.ctx.save();
      painter(
        chart.ctx,
        chart.chartArea,
        (value) => x.getPixelForValue(value),
        (value) => y.getPixelForValue(value),
      );
      chart.ctx.restore();
    };
    return {
      id: "painters",
      beforeDatasetsDraw: (chart) => {
        if (this.drawing) drawGrid(chart, this.drawing);
        paint(chart, this.painters.below);
      },
      afterDatasetsDraw: (chart) => {
        paint(chart, this.painters.above);
      },
    };
  }
}

/** A scale that only maps: without ticks there are no labels whose sizes it would measure. */
const BARE = {
  display: false,
  ticks: { display: false },
  afterBuildTicks: (axis: { ticks: unknown[] }) => {
    axis.ticks = [];
  },
} as const;

/** Of a canvas that is not in the page yet. */
const NOWHERE: Size = { width: 0, height: 0 };

/** Draws the chart anew where the size of its place is not its own. */
function fit(chart: Chart, { width, height }: Size): void {
  if (width !== chart.width || height !== chart.height) chart.resize(width, height);
}

const limits = ({ first, last }: Span) => ({ min: first, max: last });
const valuesOf = ({ min, max }: ValueAxis): Span => ({ first: min, last: max });

/** A mark of chart.js's own decimation: of a line that has it, chart.js draws every point. */
interface Decimated {
  readonly _decimated: true;
}

const dataset = (
  { points, color, width, dash, dots }: Line,
  index: number,
): ChartDataset<"line", Point[]> & Decimated => ({
  // The points are few already. Else chart.js would draw those of one pixel as an upright stroke
  // in their midst, and a steep ramp would have steps.
  _decimated: true,
  data: points as Point[],
  // Later lines, which are dashed, on top: between their dashes the first one shows.
  order: -index,
  borderColor: color,
  backgroundColor: color,
  borderWidth: width,
  borderDash: [...dash],
  borderJoinStyle: "round",
  pointRadius: dots ? 1.75 : 0,
  pointBorderWidth: 0,
  pointHitRadius: 0,
  spanGaps: false,
  clip: 2,
});

/** Lines that differ by their strokes too, for those who do not see the colours. */
const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 2], [8, 3, 2, 3], [4, 4], [12, 3]];
export const dashOf = (index: number): readonly number[] => DASHES[index % DASHES.length] ?? [];
