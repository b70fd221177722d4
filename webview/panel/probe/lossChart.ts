import type { ProbePoint } from "../../../src/probe/request";
import { meanLine } from "../../../src/probe/results/figures";
import type { ProbeRun, Replica } from "../../../src/probe/results/run";
import { thin } from "../../../src/probe/results/thin";
import { dashOf, LineChart, MARGIN, type Line } from "../score/lineChart";
import type { Point, ValueRange } from "../score/polyline";
import { valueAxis } from "../score/valueAxis";
import { TimeLabels } from "../score/timeAxis";
import { words } from "../strings";
import { timeTicks } from "../time";
import { h, setText } from "../ui/dom";
import { withAlpha, type Colors } from "../ui/theme";

export interface LossView {
  readonly log: boolean;
  /** Also the single seeds, as thin lines. */
  readonly seeds: boolean;
  /** Also the training loss. */
  readonly training: boolean;
}

const TICK_HEIGHT = 22;
const TICK_WIDTH = 56;

/** Losses over the probe's steps: means over the seeds, and where a replica diverged. */
export class LossChart {
  readonly element: HTMLElement;
  private readonly chart: LineChart;
  private readonly plot: HTMLElement;
  private readonly labels = new TimeLabels();
  private readonly cut = h("p", { class: "faint" });
  private run: ProbeRun | undefined;
  private colors: Colors | undefined;

  constructor() {
    this.chart = new LineChart({
      above: (context, area, xOf) => {
        this.markDivergence(context, area, xOf);
      },
    });
    this.plot = h("div", { class: "plot loss-plot" }, this.chart.canvas);
    const unit = h("div", { class: "axis-title faint" }, words.probeStep());
    this.element = h("div", {}, this.plot, this.labels.element, unit, this.cut);
  }

  draw(run: ProbeRun, view: LossView, colors: Colors): void {
    this.run = run;
    this.colors = colors;
    const width = this.plot.clientWidth - MARGIN.left - MARGIN.right;
    const lines = run.schedules.flatMap(({ id }, index) =>
      this.linesOf(run, id, index, view, Math.max(100, 2 * width)),
    );
    const window = { first: 0, last: Math.max(1, run.steps) };
    const wanted = Math.floor((this.plot.clientHeight - MARGIN.top) / TICK_HEIGHT);
    const { range, cut } = rangeOf(lines, view.log);
    const axis = valueAxis(range, view.log, Math.max(1, wanted));
    const unit = { id: "steps", domain: "steps", size: 1 } as const;
    const ticks = timeTicks(window, unit, Math.max(1, width / TICK_WIDTH));
    this.chart.draw({ lines, window, axis, ticks, colors });
    this.labels.draw(window, ticks, this.plot.clientWidth);
    setText(this.cut, cut ? words.cut() : "");
  }

  private linesOf(
    run: ProbeRun,
    schedule: string,
    index: number,
    view: LossView,
    most: number,
  ): Line[] {
    const replicas = run.replicas.filter((replica) => replica.schedule === schedule);
    const several = run.schedules.length > 1;
    const [train, validation] = this.pair(index, several);
    const dash = several ? dashOf(index) : [];
    const kinds = [
      ...(view.training
        ? [{ pick: trainOf, color: train, width: 1.25, dash: several ? [1, 2] : [] }]
        : []),
      { pick: validationOf, color: validation, width: 2, dash },
    ];
    return kinds.flatMap(({ pick, color, width, dash }) => {
      const line = (points: readonly ProbePoint[], color: string, width: number): Line => ({
        points: toPoints(thin(points, most)),
        color,
        width,
        dash,
        dots: false,
      });
      const single = replicas.map((replica) => line(pick(replica), withAlpha(color, 0.35), 1));
      const whole = replicas.filter(({ diverged }) => !diverged);
      const mean = line(meanLine((whole.length > 0 ? whole : replicas).map(pick)), color, width);
      return [...(view.seeds ? single : []), mean];
    });
  }

  private pair(index: number, several: boolean): readonly [train: string, validation: string] {
    if (!this.colors) return ["", ""];
    if (!several) return [this.colors.train, this.colors.validation];
    return [this.colors.schedule(index), this.colors.schedule(index)];
  }

  /** A cross at the top for each replica that diverged: its own curve left the chart there. */
  private markDivergence(
    context: CanvasRenderingContext2D,
    area: { readonly top: number },
    xOf: (x: number) => number,
  ): void {
    if (!this.run || !this.colors) return;
    context.strokeStyle = this.colors.error;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const { diverged } of this.run.replicas) {
      if (!diverged) continue;
      const [x, y] = [xOf(diverged.step), area.top + 4];
      context.moveTo(x - 4, y - 4);
      context.lineTo(x + 4, y + 4);
      context.moveTo(x + 4, y - 4);
      context.lineTo(x - 4, y + 4);
    }
    context.stroke();
  }
}

const trainOf = ({ train }: Replica): readonly ProbePoint[] => train;
const validationOf = ({ validation }: Replica): readonly ProbePoint[] => validation;

const toPoints = (points: readonly ProbePoint[]): Point[] => points.map(([x, y]) => ({ x, y }));

/** How far above the highest first value the chart reaches. */
const REACH = { linear: 10, logarithmic: 1e4 } as const;

interface DrawnRange {
  readonly range: ValueRange | undefined;
  /** Some values lie above the range. */
  readonly cut: boolean;
}

/** A loss that explodes would press all others flat: what lies far above the start is cut off. */
function rangeOf(lines: readonly Line[], log: boolean): DrawnRange {
  let [min, max, positive, cut] = [Infinity, -Infinity, Infinity, false];
  const start = Math.max(...lines.map(({ points }) => points[0]?.y ?? -Infinity));
  const limit = Math.abs(start) * REACH[log ? "logarithmic" : "linear"];
  for (const { y } of lines.flatMap(({ points }) => points)) {
    if (!Number.isFinite(y)) continue;
    cut ||= y > limit;
    if (y > limit) continue;
    min = Math.min(min, y);
    max = Math.max(max, y);
    if (y > 0) positive = Math.min(positive, y);
  }
  return { range: min <= max ? { min, max, positive } : undefined, cut };
}
