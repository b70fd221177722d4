import { meanLine } from "../../../../src/probe/results/figures";
import type { ProbePoint } from "../../../../src/probe/request";
import type { ProbeRun, Replica, RunSchedule } from "../../../../src/probe/results/run";
import { h } from "../../ui/dom";
import { Table } from "../../ui/table";
import type { Colors } from "../../ui/theme";
import { bySchedule, meanAndSpread } from "./figures";
import { dashOf, Plot, type PlotLine } from "./plot";
import type { TaskView } from "./view";
import { viewWords } from "./words";

/** One schedule of a run with those of its replicas that have not diverged. */
export interface Shown {
  readonly run: ProbeRun;
  readonly schedule: RunSchedule;
  readonly replicas: readonly Replica[];
}

/** A small chart of a view: a line for each schedule. */
export interface PlotOf {
  readonly title: string;
  readonly log?: boolean;
  /** Its points are not over the steps but over another value, drawn from the least to the greatest. */
  readonly path?: boolean;
  /** A curve of the schedule. */
  line(shown: Shown): readonly ProbePoint[];
  /** Points beside it. */
  dots?(shown: Shown): readonly ProbePoint[];
}

/** A row of a view's table: one number for each seed. */
export interface FigureOf {
  readonly title: string;
  of(replica: Replica, run: ProbeRun): number | undefined;
}

/** What a task measures besides losses: small charts over the steps, and a table of the end. */
export class MeasuresView implements TaskView {
  private readonly plots: readonly Plot[];
  private readonly table = new Table(viewWords.measuredAtEnd(), true);
  readonly element: HTMLElement;

  constructor(
    private readonly charts: readonly PlotOf[],
    private readonly figures: readonly FigureOf[],
  ) {
    this.plots = charts.map(({ title, path }) => new Plot(title, path));
    this.element = h(
      "div",
      {},
      h(
        "div",
        { class: "task-plots", role: "group", "aria-label": viewWords.measuredPlots() },
        ...this.plots.map(({ element }) => element),
      ),
      this.table.element,
    );
  }

  draw(run: ProbeRun, colors: Colors): void {
    const replicas = bySchedule(run);
    const shown = run.schedules.map((schedule, i) => ({
      run,
      schedule,
      replicas: replicas[i] ?? [],
    }));
    this.charts.forEach((chart, i) => {
      const lines = shown.flatMap((each, index) => linesOf(chart, each, index, colors));
      this.plots[i]?.draw(lines, run.steps, chart.log === true, colors);
    });
    this.table.set(
      [
        { key: "name", title: viewWords.measuredAtEnd() },
        ...run.schedules.map(({ name }, index) => ({ key: `s${index}`, title: name })),
      ],
      this.figures.map((figure) => ({
        name: figure.title,
        ...Object.fromEntries(
          shown.map((each, index) => [
            `s${index}`,
            meanAndSpread(each.replicas.flatMap((replica) => figure.of(replica, run) ?? [])),
          ]),
        ),
      })),
    );
  }
}

function linesOf(chart: PlotOf, shown: Shown, index: number, colors: Colors): PlotLine[] {
  const style = { color: colors.schedule(index), dash: dashOf(index) };
  const dots = chart.dots?.(shown) ?? [];
  return [
    { ...style, points: chart.line(shown) },
    ...(dots.length > 0 ? [{ ...style, points: dots, dots: true }] : []),
  ];
}

export const seriesOf = (name: string, { measured }: Replica): readonly ProbePoint[] =>
  measured.get(name) ?? [];

/** Mean over the seeds of a measured series. */
export const measuredLine =
  (name: string) =>
  ({ replicas }: Shown): readonly ProbePoint[] =>
    meanLine(replicas.map((replica) => seriesOf(name, replica)));

/** The last value of a measured series. */
export const lastOf =
  (name: string) =>
  (replica: Replica): number | undefined =>
    seriesOf(name, replica).at(-1)?.[1];

/** The track's own value wherever it or `other` changes, combined with that of the other track. */
export function trackLine(
  { schedule, run }: Shown,
  track: string,
  combine: (value: number, rate: number) => number = (value) => value,
): ProbePoint[] {
  const values = schedule.tracks.get(track) ?? [];
  const rates = schedule.tracks.get("learningRate") ?? [];
  const every = Math.max(1, Math.floor(run.steps / 200));
  return values.length === 0
    ? []
    : Array.from({ length: Math.ceil(run.steps / every) }, (_, i): ProbePoint => {
        const step = i * every;
        return [step, combine(valueAt(values, step), valueAt(rates, step))];
      });
}

function valueAt(points: readonly ProbePoint[], step: number): number {
  let [low, high] = [0, points.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? 0) <= step) low = middle;
    else high = middle;
  }
  return points[low]?.[1] ?? NaN;
}
