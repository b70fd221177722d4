import { formatNumber } from "../../../../src/core/text/format";
import type { RangeTestResult } from "../../../../src/probe/rangeTest/result";
import type { Suggestion, SuggestionMethod } from "../../../../src/probe/rangeTest/suggestions";
import { LineChart, MARGIN, type Line } from "../../score/lineChart";
import type { ValueRange } from "../../score/polyline";
import { TimeLabels } from "../../score/timeAxis";
import { valueAxis } from "../../score/valueAxis";
import type { Span, Tick } from "../../time";
import { h } from "../../ui/dom";
import { withAlpha, type Colors } from "../../ui/theme";
import { StrokeList, type Stroke } from "../strokeList";
import { rangeWords } from "./words";

const TICK_HEIGHT = 22;
const TICK_WIDTH = 48;

interface Mark {
  readonly color: (colors: Colors) => string;
  readonly dash: readonly number[];
}

/** Told apart by their strokes too. */
const MARKS: Readonly<Record<SuggestionMethod, Mark>> = {
  steepest: { color: (colors) => colors.track("learningRate"), dash: [] },
  valley: { color: (colors) => colors.track("momentum"), dash: [6, 3] },
  minimum: { color: (colors) => colors.track("weightDecay"), dash: [2, 2] },
};

const logOf = (rate: number): number => Math.log10(rate);

/** The loss over the rate on a logarithmic axis, and where each method would set the rate. */
export class RangeChart {
  readonly element: HTMLElement;
  private readonly chart: LineChart;
  private readonly plot: HTMLElement;
  private readonly labels = new TimeLabels();
  private readonly strokes = new StrokeList();
  private marked: readonly Suggestion[] = [];
  private colors: Colors | undefined;

  constructor() {
    this.chart = new LineChart({
      above: (context, area, xOf) => {
        this.mark(context, area, xOf);
      },
    });
    this.plot = h("div", { class: "plot loss-plot" }, this.chart.canvas);
    const unit = h("div", { class: "axis-title faint" }, rangeWords.rateAxis());
    this.element = h("div", {}, this.strokes.element, this.plot, this.labels.element, unit);
  }

  /** `whole`: the least and the greatest rate of the sweep. */
  draw(result: RangeTestResult, whole: Span, colors: Colors): void {
    this.marked = result.suggestions;
    this.colors = colors;
    this.strokes.draw([
      { text: rangeWords.smoothedLoss(), color: colors.validation, width: 2, dash: [] },
      // many of them, each faint, make the colour that one line alone would not show
      { text: rangeWords.lossOfSeeds(), color: colors.train, width: 1, dash: [] },
      ...result.suggestions.map((suggestion) => strokeOf(suggestion, colors)),
    ]);
    const width = this.plot.clientWidth - MARGIN.left - MARGIN.right;
    const window = { first: logOf(whole.first), last: logOf(whole.last) };
    const ticks = decades(window, Math.max(1, width / TICK_WIDTH));
    const wanted = Math.floor((this.plot.clientHeight - MARGIN.top) / TICK_HEIGHT);
    const axis = valueAxis(rangeOf(result.smoothed), false, Math.max(1, wanted));
    this.chart.draw({ lines: linesOf(result, colors), window, axis, ticks, colors });
    this.labels.draw(window, ticks, this.plot.clientWidth);
  }

  private mark(
    context: CanvasRenderingContext2D,
    area: { readonly top: number; readonly bottom: number },
    xOf: (x: number) => number,
  ): void {
    if (!this.colors) return;
    for (const { method, rate } of this.marked) {
      const { color, dash } = MARKS[method];
      const x = Math.round(xOf(logOf(rate))) + 0.5;
      context.strokeStyle = color(this.colors);
      context.lineWidth = 1.5;
      context.setLineDash([...dash]);
      context.beginPath();
      context.moveTo(x, area.top);
      context.lineTo(x, area.bottom);
      context.stroke();
    }
    context.setLineDash([]);
  }
}

const strokeOf = ({ method, rate }: Suggestion, colors: Colors): Stroke => ({
  text: rangeWords.suggestion(rangeWords.rateMethod[method](), formatNumber(rate, 2)),
  color: MARKS[method].color(colors),
  width: 1.5,
  dash: MARKS[method].dash,
});

function linesOf({ rates, bySeed, smoothed }: RangeTestResult, colors: Colors): Line[] {
  const line = (losses: readonly number[], color: string, width: number): Line => ({
    points: losses.map((y, i) => ({ x: logOf(rates[i] ?? NaN), y })),
    color,
    width,
    dash: [],
    dots: false,
  });
  return [
    ...bySeed.map(({ losses }) => line(losses, withAlpha(colors.train, 0.4), 1)),
    line(smoothed, colors.validation, 2),
  ];
}

/** By the smoothed curve alone: single batches may leave the chart. */
function rangeOf(smoothed: readonly number[]): ValueRange | undefined {
  const finite = smoothed.filter(Number.isFinite);
  if (finite.length === 0) return undefined;
  const [min, max] = [Math.min(...finite), Math.max(...finite)];
  const positive = Math.min(...finite.filter((loss) => loss > 0));
  return { min, max: max + 0.1 * (max - min), positive };
}

/** Powers of ten, as many as have room. */
function decades({ first, last }: Span, wanted: number): Tick[] {
  const [from, to] = [Math.ceil(first - 1e-9), Math.floor(last + 1e-9)];
  const every = Math.max(1, Math.ceil((to - from + 1) / wanted));
  const ticks: Tick[] = [];
  for (let k = from; k <= to; k += every) {
    ticks.push({ x: k, label: formatNumber(Number(`1e${k}`), 1) });
  }
  return ticks;
}
