import type { SpeedLimit } from "../../../src/probe/results/speedLimits";
import { MEASUREMENTS, type ProbePoint } from "../../../src/probe/request";
import { LOSS, type ChartChoice } from "../../../src/probe/results/charts";
import { bandOf, type BandPoint } from "../../../src/probe/results/figures";
import { replicasOf, type ProbeRun, type Replica } from "../../../src/probe/results/run";
import { thin } from "../../../src/probe/results/thin";
import { dashOf, LineChart, MARGIN, type Line } from "../score/lineChart";
import type { Point, ValueRange } from "../score/polyline";
import { valueAxis } from "../score/valueAxis";
import type { AxisState } from "../axisState";
import { TICK_WIDTH } from "../score/score";
import { words } from "../strings";
import { timeTicks } from "../time";
import { h, setText } from "../ui/dom";
import { withAlpha, type Colors } from "../ui/theme";
import type { ViewState } from "../viewState";
import type { Overlay } from "./overlay";
import { expectedRun } from "./theory/expectedRun";

/** How the user wants the curves; see `viewStateSchema`. */
export type LossView = ViewState["loss"];

/** Which wish says whether the training loss of a run is drawn, too. */
export const trainingKey = ({ schedules }: ProbeRun): "training" | "trainings" =>
  schedules.length > 1 ? "trainings" : "training";

export interface ChartModel {
  readonly run: ProbeRun;
  readonly overlay: Overlay | undefined;
  readonly chart: ChartChoice;
  readonly view: LossView;
  readonly colors: Colors;
  /** What was measured of the run's speed limits. */
  readonly limits: readonly SpeedLimit[];
  /** Lays the exact expectation over the loss, where there is one. */
  readonly theory: boolean;
  /** The time axis of the rate: the loss of probe step p stands where the rate was taken from. */
  readonly axis: AxisState;
}

interface Band {
  readonly points: readonly BandPoint[];
  readonly color: string;
}

/** How many positions of the time axis one step of the probe stands for. */
function stretchOf(run: ProbeRun, schedule: string, { unit, whole }: AxisState): number {
  const steps = Math.max(1, run.steps);
  if (unit.domain === "percent") return 100 / steps;
  const length = run.schedules.find(({ id }) => id === schedule)?.length;
  return (length ?? whole.last) / steps;
}

const stretched = <Each extends Line>(line: Each, by: number): Each => ({
  ...line,
  points: line.points.map(({ x, y }) => ({ x: x * by, y })),
});

const stretchedBand = ({ points, color }: Band, by: number): Band => ({
  points: points.map((point) => ({ ...point, step: point.step * by })),
  color,
});

const stretchedAll = ({ lines, bands }: Drawn, by: number): Drawn => ({
  lines: lines.map((line) => stretched(line, by)),
  bands: bands.map((band) => stretchedBand(band, by)),
});

interface ChartArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Drawn {
  readonly lines: readonly Line[];
  readonly bands: readonly Band[];
}

interface Style {
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
}

const TICK_HEIGHT = 22;
const SAVED_DASH = [1, 3] as const;

/** A saved run's lines: dotted, in the colours that the present run's do not use first. */
export const overlayStyle = (index: number, colors: Colors): Style => ({
  color: index === 0 ? colors.foreground : colors.schedule(index + 3),
  width: 1.75,
  dash: SAVED_DASH,
});

/**
 * Curves over the time axis of the rate: means over the seeds with their range, and what diverged.
 */
export class LossChart {
  /** Says that something lies outside of the chart. */
  readonly cut = h("p", { class: "faint" });
  private readonly chart: LineChart;
  private model: ChartModel | undefined;
  private means: readonly (readonly Point[])[] = [];
  private bands: readonly Band[] = [];
  private limits: readonly SpeedLimit[] = [];

  constructor(private readonly plot: HTMLElement) {
    this.chart = new LineChart({
      below: (context, area, xOf, yOf) => {
        this.shadeLimits(context, area, xOf);
        this.fillBands(context, area, xOf, yOf);
      },
      above: (context, area, xOf) => {
        this.markDivergence(context, area, xOf);
      },
    });
    plot.append(this.chart.canvas);
  }

  /** The means at a position of the time axis, schedule by schedule. */
  valuesAt(position: number): number[] {
    return this.means.flatMap((points) => valueAt(points, position) ?? []);
  }

  draw(model: ChartModel): void {
    this.model = model;
    const { run, overlay, view, chart, colors, axis: time } = model;
    const width = this.plot.clientWidth - MARGIN.left - MARGIN.right;
    const most = Math.max(100, 2 * width);
    const own = run.schedules.map(({ id }, index) =>
      stretchedAll(ownCurves(model, id, index, most), stretchOf(run, id, time)),
    );
    // The mean is drawn upon all others of its schedule.
    this.means = own.map(({ lines }) => lines.at(-1)?.points ?? []);
    const drawn = [
      ...own,
      ...(overlay?.run.schedules ?? []).map(({ id }, index) =>
        stretchedAll(
          curves(replicasOf(overlay?.run ?? run, id), chart.pick, overlayStyle(index, colors), {
            most,
            seeds: false,
            band: false,
          }),
          stretchOf(overlay?.run ?? run, id, time),
        ),
      ),
    ];
    this.limits = model.limits;
    const rates = chart.id === MEASUREMENTS.speedLimit ? plannedRates(model, most) : [];
    const expected = model.theory && chart.id === LOSS ? expectedLines(model) : [];
    const lines = [...drawn.flatMap((each) => each.lines), ...rates, ...expected];
    this.bands = drawn.flatMap((each) => each.bands);
    const { window } = time;
    const wanted = Math.floor((this.plot.clientHeight - MARGIN.top) / TICK_HEIGHT);
    const { range, cut } = rangeOf(lines, view.log, chart.id === LOSS);
    const axis = valueAxis(range, view.log, Math.max(1, wanted));
    const ticks = timeTicks(window, time.unit, Math.max(1, width / TICK_WIDTH));
    this.chart.draw({ lines, window, axis, ticks, colors });
    setText(this.cut, cut ? words.cut() : "");
  }

  /** Where the rate was above the measured speed limit. */
  private shadeLimits(
    context: CanvasRenderingContext2D,
    area: ChartArea,
    xOf: (x: number) => number,
  ): void {
    const { model } = this;
    if (!model) return;
    for (const { schedule, above } of this.limits) {
      context.fillStyle = limitShade(model, schedule);
      const by = stretchOf(model.run, schedule, model.axis);
      for (const [first, last] of above) {
        const left = Math.max(area.left, xOf(first * by));
        const right = Math.min(area.right, xOf((last + 1) * by));
        if (right < area.left || left > area.right) continue;
        context.fillRect(left, area.top, Math.max(1, right - left), area.bottom - area.top);
      }
    }
  }

  private fillBands(
    context: CanvasRenderingContext2D,
    area: ChartArea,
    xOf: (x: number) => number,
    yOf: (y: number) => number,
  ): void {
    context.beginPath();
    context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
    context.clip();
    const clipped = (value: number): number => {
      const y = yOf(value);
      return Number.isFinite(y) ? Math.max(area.top, Math.min(area.bottom, y)) : area.bottom;
    };
    for (const { points, color } of this.bands) {
      context.fillStyle = withAlpha(color, 0.16);
      context.beginPath();
      for (const { step, max } of points) context.lineTo(xOf(step), clipped(max));
      for (const { step, min } of [...points].reverse()) context.lineTo(xOf(step), clipped(min));
      context.fill();
    }
  }

  /** A cross at the top for each replica that diverged: its own curve left the chart there. */
  private markDivergence(
    context: CanvasRenderingContext2D,
    area: ChartArea,
    xOf: (x: number) => number,
  ): void {
    if (!this.model) return;
    const { run, axis } = this.model;
    context.strokeStyle = this.model.colors.error;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const { diverged, schedule } of run.replicas) {
      if (!diverged) continue;
      const [x, y] = [xOf(diverged.step * stretchOf(run, schedule, axis)), area.top + 4];
      if (x < area.left || x > area.right) continue;
      context.moveTo(x - 4, y - 4);
      context.lineTo(x + 4, y + 4);
      context.moveTo(x + 4, y - 4);
      context.lineTo(x - 4, y + 4);
    }
    context.stroke();
  }
}

/** One schedule's shade is that of a fault, those of several have their colours. */
export function limitShade(
  { run, colors }: Pick<ChartModel, "run" | "colors">,
  id: string,
): string {
  const index = run.schedules.findIndex((schedule) => schedule.id === id);
  return withAlpha(run.schedules.length > 1 ? colors.schedule(index) : colors.error, 0.14);
}

const EXPECTED_DASH = [6, 4] as const;

/** The exact expectation, over the means of the seeds. */
const expectedLines = ({ run, colors, axis }: ChartModel): Line[] =>
  run.schedules.map((schedule) =>
    stretched(
      {
        points: expectedRun(run, schedule),
        color: colors.foreground,
        width: 1.25,
        dash: EXPECTED_DASH,
        dots: false,
      },
      stretchOf(run, schedule.id, axis),
    ),
  );

/** The rates that were trained with, thin beside the limits. */
function plannedRates({ run, limits, colors, axis }: ChartModel, most: number): Line[] {
  return limits.map(({ schedule, rate }) => {
    const index = run.schedules.findIndex(({ id }) => id === schedule);
    const several = run.schedules.length > 1;
    const end = rate.at(-1);
    const held = end ? [...rate, [run.steps, end[1]] as const] : rate;
    return stretched(
      {
        points: toPoints(thin(held, most)),
        color: several ? colors.schedule(index) : colors.track("learningRate"),
        width: 1.25,
        dash: several ? [1, 2] : [],
        dots: false,
      },
      stretchOf(run, schedule, axis),
    );
  });
}

const trainOf = ({ train }: Replica): readonly ProbePoint[] => train;

/** One schedule's curves: training loss below, the chosen series upon it. */
function ownCurves(model: ChartModel, schedule: string, index: number, most: number): Drawn {
  const { run, chart, view, colors } = model;
  const several = run.schedules.length > 1;
  const color = colors.schedule(index);
  const replicas = replicasOf(run, schedule);
  const options = { most, seeds: view.seeds, band: view.bands };
  const main = curves(
    replicas,
    chart.pick,
    {
      color: several ? color : colors.validation,
      width: 2,
      dash: several ? dashOf(index) : [],
    },
    options,
  );
  if (chart.id !== LOSS || !view[trainingKey(run)]) return main;
  const train = curves(
    replicas,
    trainOf,
    { color: several ? color : colors.train, width: 1.25, dash: several ? [1, 2] : [] },
    // Single batches' losses would fill the chart.
    { ...options, band: false },
  );
  return { lines: [...train.lines, ...main.lines], bands: main.bands };
}

interface CurveOptions {
  readonly most: number;
  readonly seeds: boolean;
  readonly band: boolean;
}

function curves(
  replicas: readonly Replica[],
  pick: ChartChoice["pick"],
  { color, width, dash }: Style,
  { most, seeds, band }: CurveOptions,
): Drawn {
  const line = (points: readonly ProbePoint[], stroke: string, thickness: number): Line => ({
    points: toPoints(thin(points, most)),
    color: stroke,
    width: thickness,
    dash,
    dots: false,
  });
  const alive = replicas.filter(({ diverged }) => !diverged);
  const whole = alive.length > 0 ? alive : replicas;
  const spread = bandOf(whole.map(pick));
  const mean = spread.map(({ step, mean: value }): ProbePoint => [step, value]);
  const single = replicas.map((replica) => line(pick(replica), withAlpha(color, 0.35), 1));
  return {
    lines: [...(seeds ? single : []), line(mean, color, width)],
    bands: band && whole.length > 1 ? [{ points: thinBand(spread, most), color }] : [],
  };
}

function thinBand(points: readonly BandPoint[], most: number): readonly BandPoint[] {
  const every = Math.max(1, Math.ceil(points.length / most));
  return points.filter((_, i) => i % every === 0 || i === points.length - 1);
}

/** The last point at or before a position; undefined outside of the line. */
function valueAt(points: readonly Point[], position: number): number | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || position < first.x) return undefined;
  const step = points.length > 1 ? (last.x - first.x) / (points.length - 1) : 0;
  if (position > last.x + step) return undefined;
  let [low, high] = [0, points.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((points[middle]?.x ?? Infinity) <= position) low = middle;
    else high = middle - 1;
  }
  return points[low]?.y;
}

const toPoints = (points: readonly ProbePoint[]): Point[] => points.map(([x, y]) => ({ x, y }));

/** How far above the highest first value the chart reaches. */
const REACH = { linear: 10, logarithmic: 1e4 } as const;

interface DrawnRange {
  readonly range: ValueRange | undefined;
  /** Some values lie above the range. */
  readonly cut: boolean;
}

/** A loss that explodes would press all others flat: what lies far above the start is cut off. */
function rangeOf(lines: readonly Line[], log: boolean, cuts: boolean): DrawnRange {
  let [min, max, positive, cut] = [Infinity, -Infinity, Infinity, false];
  const start = Math.max(...lines.map(({ points }) => points[0]?.y ?? -Infinity));
  const limit = cuts ? Math.abs(start) * REACH[log ? "logarithmic" : "linear"] : Infinity;
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
