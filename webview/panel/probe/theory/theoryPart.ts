import { formatCount, formatNumber } from "../../../../src/core/text/format";
import type { ExpectedView, ShownSchedule } from "../../../../src/protocol/scheduleView";
import { dashOf, LineChart, MARGIN, type Line } from "../../score/lineChart";
import type { ValueRange } from "../../score/polyline";
import { TimeLabels } from "../../score/timeAxis";
import { valueAxis } from "../../score/valueAxis";
import { words } from "../../strings";
import { timeTicks } from "../../time";
import { h, setHidden, setText } from "../../ui/dom";
import type { Part } from "../../ui/lazy";
import { withAlpha, type Colors } from "../../ui/theme";
import { StrokeList, type Stroke } from "../strokeList";
import { theoryWords } from "./words";

export interface TheoryModel {
  readonly shown: readonly ShownSchedule[];
  readonly colors: Colors;
}

type Curve = NonNullable<ExpectedView["curve"]>;

const TICK_HEIGHT = 22;
const TICK_WIDTH = 56;
/** The chart reaches so far above the first loss: what diverges leaves it. */
const REACH = 100;

/** The exact expected loss on the canyon: in all for each schedule, by direction for the active. */
export class TheoryPart implements Part<TheoryModel> {
  readonly element: HTMLElement;
  private readonly chart: LineChart;
  private readonly plot: HTMLElement;
  private readonly labels = new TimeLabels();
  private readonly strokes = new StrokeList();
  private readonly intro = h("p", { class: "faint" });
  private readonly ends = h("div", { class: "theory-ends" });
  private readonly figure: HTMLElement;
  private model: TheoryModel | undefined;

  constructor() {
    this.chart = new LineChart({
      above: (context, area, xOf) => {
        this.markDivergence(context, area.top, xOf);
      },
    });
    this.plot = h("div", { class: "plot loss-plot" }, this.chart.canvas);
    const unit = h("div", { class: "axis-title faint" }, words.probeStep());
    this.figure = h("div", {}, this.strokes.element, this.plot, this.labels.element, unit);
    this.element = h(
      "div",
      { class: "theory", role: "group", "aria-label": theoryWords.chart() },
      this.intro,
      this.figure,
      this.ends,
    );
  }

  draw(model: TheoryModel): void {
    this.model = model;
    const curves = curvesOf(model);
    setHidden(this.figure, curves.length === 0);
    setHidden(this.intro, curves.length === 0);
    const last = Math.max(1, ...curves.map(({ curve }) => curve.steps.at(-1) ?? 0));
    setText(this.intro, theoryWords.intro(formatCount(last)));
    const told = model.shown.map((schedule) => ending(schedule, model.shown.length > 1));
    this.ends.replaceChildren(...told.map((text) => h("p", {}, text)));
    if (curves.length > 0) this.drawChart(model, last);
  }

  private drawChart(model: TheoryModel, last: number): void {
    const drawn = strokesOf(model);
    this.strokes.draw(drawn.map(({ stroke }) => stroke));
    const lines = drawn.map(({ line }) => line);
    const window = { first: 0, last };
    const wanted = Math.floor((this.plot.clientHeight - MARGIN.top) / TICK_HEIGHT);
    const axis = valueAxis(rangeOf(curvesOf(model)), true, Math.max(1, wanted));
    const width = this.plot.clientWidth - MARGIN.left - MARGIN.right;
    const unit = { id: "steps", name: "steps", domain: "steps", size: 1 } as const;
    const ticks = timeTicks(window, unit, Math.max(1, width / TICK_WIDTH));
    this.chart.draw({ lines, window, axis, ticks, colors: model.colors });
    this.labels.draw(window, ticks, this.plot.clientWidth);
  }

  /** A cross at the top where the loss leaves all bounds. */
  private markDivergence(
    context: CanvasRenderingContext2D,
    top: number,
    xOf: (x: number) => number,
  ): void {
    if (!this.model) return;
    context.strokeStyle = this.model.colors.error;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const { curve } of curvesOf(this.model)) {
      if (curve.diverges === undefined) continue;
      const [x, y] = [xOf(curve.diverges), top + 4];
      context.moveTo(x - 4, y - 4);
      context.lineTo(x + 4, y + 4);
      context.moveTo(x + 4, y - 4);
      context.lineTo(x - 4, y + 4);
    }
    context.stroke();
  }
}

interface Drawn {
  readonly line: Line;
  readonly stroke: Stroke;
}

interface Indexed {
  readonly schedule: ShownSchedule;
  readonly index: number;
  readonly curve: Curve;
}

const curvesOf = ({ shown }: TheoryModel): Indexed[] =>
  shown.flatMap((schedule, index) => {
    const curve = schedule.expected?.curve;
    return curve ? [{ schedule, index, curve }] : [];
  });

function strokesOf(model: TheoryModel): Drawn[] {
  const { colors, shown } = model;
  const several = shown.length > 1;
  return curvesOf(model).flatMap(({ schedule, index, curve }) => {
    const color = several ? colors.schedule(index) : colors.validation;
    const text = several ? words.named(schedule.name, theoryWords.total()) : theoryWords.total();
    const total = drawn(curve, curve.total, { text, color, width: 2.25, dash: dashOf(index) });
    // The directions of one schedule are lines enough.
    return index > 0 ? [total] : [...directionsOf(curve, colors), total];
  });
}

const directionsOf = (curve: Curve, colors: Colors): Drawn[] =>
  curve.directions.map(({ curvature, losses }, i) => {
    const alpha = 0.9 - (0.55 * i) / Math.max(1, curve.directions.length - 1);
    return drawn(curve, losses, {
      text: theoryWords.direction(formatNumber(curvature, 2)),
      color: withAlpha(colors.foreground, alpha),
      width: 1,
      dash: dashOf(i),
    });
  });

function drawn({ steps }: Curve, losses: Curve["total"], stroke: Stroke): Drawn {
  const points = steps.map((x, i) => ({ x, y: losses[i] ?? NaN }));
  const { color, width, dash } = stroke;
  return { line: { points, color, width, dash, dots: false }, stroke };
}

/** What diverges would press all others flat. */
function rangeOf(curves: readonly Indexed[]): ValueRange | undefined {
  const start = Math.max(...curves.map(({ curve }) => curve.total[0] ?? 0));
  const values = curves
    .flatMap(({ curve }) => [curve.total, ...curve.directions.map(({ losses }) => losses)].flat())
    .filter((value): value is number => value !== null && value > 0 && value <= REACH * start);
  if (values.length === 0) return undefined;
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return { min, max, positive: min };
}

function ending({ name, expected }: ShownSchedule, several: boolean): string {
  const text = endText(expected);
  return several && text !== "" ? words.named(name, text) : text;
}

function endText(expected: ExpectedView | undefined): string {
  if (!expected) return "";
  const { curve, optimizer, reason } = expected;
  if (optimizer !== undefined) return theoryWords.unknown(optimizer);
  if (!curve) return reason ?? "";
  if (curve.diverges !== undefined) return theoryWords.diverges(formatCount(curve.diverges));
  return theoryWords.end(formatNumber(curve.total.at(-1) ?? NaN, 3));
}
