import { formatCount, formatNumber } from "../../../src/core/text/format";
import { chartsOf, LOSS, type ChartChoice } from "../../../src/probe/results/charts";
import type { ProbeRun } from "../../../src/probe/results/run";
import { otherData } from "../../../src/probe/results/runData";
import { speedLimits } from "../../../src/probe/results/speedLimits";
import type { AxisState } from "../axisState";
import { formatSample } from "../numbers";
import { Legend } from "../score/legend";
import type { LossTrack } from "../score/lossTrack";
import { words } from "../strings";
import { chartName } from "./chartNames";
import { checkbox, toggleButton } from "../ui/controls";
import { h, setHidden, setText } from "../ui/dom";
import { dropdown } from "../ui/dropdown";
import type { Part } from "../ui/lazy";
import type { Colors } from "../ui/theme";
import { LossChart, overlayStyle, trainingKey, type LossView } from "./lossChart";
import { Kinds } from "./kinds";
import type { Overlay } from "./overlay";
import { ResultTable } from "./resultTable";
import type { Chip } from "./verdictChip";
import { VerdictView } from "./verdictView";
import { TaskViews } from "./views/taskViews";

export interface ResultsModel {
  readonly run: ProbeRun;
  /** The schedules of the charts above, which their legend names. */
  readonly shown: readonly { readonly id: string }[];
  /** A saved run that is laid over this one. */
  readonly overlay: Overlay | undefined;
  readonly view: LossView;
  /** Whether the expected loss is laid over that of the canyon. */
  readonly theory: boolean;
  readonly colors: Colors;
  /** The time axis of the curves above, which the loss shares. */
  readonly axis: AxisState;
  readonly crosshair: number | undefined;
}

export interface ResultsActions {
  readonly setView: (view: LossView) => void;
  /** Takes the verdict in a few words; undefined while there is none. */
  readonly judged: (chip: Chip | undefined) => void;
  /** Trains again, with so many seeds. */
  readonly runWithSeeds: (seeds: number) => void;
}

const TOGGLES = ["training", "bands", "seeds"] as const;

/** What a run has shown: its loss below the rate; verdict, table and pictures in its section. */
export class ResultsPart implements Part<ResultsModel> {
  readonly element: HTMLElement;
  private readonly choice;
  private readonly toggles: Record<(typeof TOGGLES)[number], ReturnType<typeof checkbox>>;
  private readonly log: ReturnType<typeof toggleButton>;
  private readonly reading = h("span", { class: "reading" });
  private readonly legend = new Legend();
  private readonly kinds = new Kinds();
  private readonly chart: LossChart;
  private readonly verdict: VerdictView;
  private readonly table = new ResultTable();
  private readonly views = new TaskViews();
  private readonly differs = h("div", { class: "faint" });
  private readonly backend = h("div", { class: "faint backend" });
  private model: ResultsModel | undefined;

  constructor(
    private readonly actions: ResultsActions,
    place: LossTrack,
  ) {
    this.choice = dropdown(words.chartOf(), (chart) => {
      this.setView({ chart });
    });
    this.toggles = {
      training: this.toggle("training", words.showTraining()),
      bands: this.toggle("bands", words.showBands()),
      seeds: this.toggle("seeds", words.showSeeds()),
    };
    this.log = toggleButton(words.log(), words.logLoss(), (log) => {
      this.setView({ log });
    });
    this.verdict = new VerdictView(actions.runWithSeeds, actions.judged);
    this.chart = new LossChart(place.plot);
    place.tools.append(this.reading, this.log.element);
    place.foot.append(this.kinds.element);
    const toggles = TOGGLES.map((key) => this.toggles[key].element);
    this.element = h(
      "div",
      { class: "probe-results" },
      this.verdict.element,
      this.table.element,
      this.legend.element,
      this.differs,
      this.chart.cut,
      h(
        "div",
        { class: "loss-options" },
        h("div", { class: "chart-choice" }, this.choice.element),
        ...toggles,
      ),
      this.views.element,
      this.backend,
    );
  }

  draw(model: ResultsModel): void {
    this.model = model;
    const { run, view, colors, overlay, theory } = model;
    const charts = chartsOf(run);
    const chart = charts.find(({ id }) => id === view.chart) ?? charts[0];
    if (!chart) return;
    this.drawChoice(charts, chart);
    for (const key of TOGGLES) this.toggles[key].set(view[wishOf(key, run)]);
    this.log.set(view.log);
    setHidden(this.toggles.training.element, chart.id !== LOSS);
    this.legend.draw({ shown: this.unnamed(model) ? this.named(run, overlay) : [], colors });
    setText(this.differs, overlay ? differenceText(run, overlay) : "");
    const limits = speedLimits(run);
    this.kinds.draw({ run, view, colors, overlay, limits, theory, chart: chart.id });
    this.chart.draw({ ...model, chart, limits });
    this.read(model.crosshair);
    this.verdict.draw(run);
    this.table.draw(run);
    this.views.draw(run, colors);
    setText(this.backend, backendText(run));
  }

  /** What the chart reads at the crosshair. */
  read(crosshair: number | undefined): void {
    const values = crosshair === undefined ? [] : this.chart.valuesAt(crosshair);
    setText(this.reading, values.map((value) => formatSample(value, 3)).join(" · "));
  }

  showVerdict(): void {
    this.verdict.show();
  }

  private drawChoice(charts: readonly ChartChoice[], chosen: ChartChoice): void {
    this.choice.set(
      charts.map(({ id }) => ({ value: id, text: chartName(id) })),
      chosen.id,
    );
    const { parentElement } = this.choice.element;
    if (parentElement) setHidden(parentElement, charts.length < 2);
  }

  /** Whether the charts' own legend lacks a line: control arms, an opened run, what lies over it. */
  private unnamed({ run, shown, overlay }: ResultsModel): boolean {
    return (
      overlay !== undefined ||
      !run.schedules.every(({ id }) => shown.some((each) => each.id === id))
    );
  }

  private named(run: ProbeRun, overlay: Overlay | undefined) {
    const own = run.schedules.map(({ id, name }) => ({ id, name, origin: "" }));
    const other = (overlay?.run.schedules ?? []).map(({ id, name }, index) => ({
      id: `overlay ${id}`,
      name: words.savedRun(name, overlay?.label ?? ""),
      origin: "",
      stroke: (colors: Colors) => overlayStyle(index, colors),
    }));
    return [...own, ...other];
  }

  private toggle(key: (typeof TOGGLES)[number], text: string) {
    return checkbox(text, (on) => {
      if (this.model) this.setView({ [wishOf(key, this.model.run)]: on });
    });
  }

  private setView(change: Partial<LossView>): void {
    if (this.model) this.actions.setView({ ...this.model.view, ...change });
  }
}

const wishOf = (key: (typeof TOGGLES)[number], run: ProbeRun) =>
  key === "training" ? trainingKey(run) : key;

/** Curves of different data are drawn together, but do not compare. */
function differenceText(run: ProbeRun, { label, run: saved }: Overlay): string {
  const other = otherData(run, saved);
  return other ? words.otherData(label, other.name, formatCount(other.rows)) : "";
}

/** On what it was computed, and how fast. */
function backendText({ backend, why, stepsPerSecond }: ProbeRun): string {
  const rate =
    stepsPerSecond === undefined ? "" : words.stepsPerSecond(formatNumber(stepsPerSecond, 3));
  const name = backend === undefined ? "" : words.backend(backend);
  return [name, rate, why ?? ""].filter(Boolean).join(" · ");
}
