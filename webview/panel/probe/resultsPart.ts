import { formatCount, formatNumber } from "../../../src/core/text/format";
import { chartsOf, LOSS, type ChartChoice } from "../../../src/probe/results/charts";
import type { ProbeRun } from "../../../src/probe/results/run";
import { otherData } from "../../../src/probe/results/runData";
import { speedLimits } from "../../../src/probe/results/speedLimits";
import { Legend } from "../score/legend";
import { words } from "../strings";
import { checkbox } from "../ui/controls";
import { h, setHidden, setText } from "../ui/dom";
import { dropdown } from "../ui/dropdown";
import type { Part } from "../ui/lazy";
import type { Colors } from "../ui/theme";
import { LossChart, overlayStyle, type LossView } from "./lossChart";
import { Kinds } from "./kinds";
import type { Overlay } from "./overlay";
import { ResultTable } from "./resultTable";
import { VerdictView } from "./verdictView";
import { TaskViews } from "./views/taskViews";

export interface ResultsModel {
  readonly run: ProbeRun;
  /** A saved run that is laid over this one. */
  readonly overlay: Overlay | undefined;
  readonly view: LossView;
  /** Whether the expected loss is laid over that of the canyon. */
  readonly theory: boolean;
  readonly colors: Colors;
}

export interface ResultsActions {
  readonly setView: (view: LossView) => void;
  /** Trains again, with so many seeds. */
  readonly runWithSeeds: (seeds: number) => void;
}

const TOGGLES = ["training", "bands", "seeds", "log"] as const;

/** What a run has shown: curves, verdict, table. */
export class ResultsPart implements Part<ResultsModel> {
  readonly element: HTMLElement;
  private readonly choice;
  private readonly toggles: Record<(typeof TOGGLES)[number], ReturnType<typeof checkbox>>;
  private readonly legend = new Legend();
  private readonly kinds = new Kinds();
  private readonly chart = new LossChart();
  private readonly verdict: VerdictView;
  private readonly table = new ResultTable();
  private readonly views = new TaskViews();
  private readonly differs = h("div", { class: "faint" });
  private readonly backend = h("div", { class: "faint backend" });
  private model: ResultsModel | undefined;

  constructor(private readonly actions: ResultsActions) {
    this.choice = dropdown(words.chartOf(), (chart) => {
      this.setView({ chart });
    });
    this.toggles = {
      training: this.toggle("training", words.showTraining()),
      bands: this.toggle("bands", words.showBands()),
      seeds: this.toggle("seeds", words.showSeeds()),
      log: this.toggle("log", words.logLoss()),
    };
    this.verdict = new VerdictView(actions.runWithSeeds);
    const toggles = TOGGLES.map((key) => this.toggles[key].element);
    this.element = h(
      "div",
      { class: "probe-results" },
      h("h3", { class: "track-name" }, words.results()),
      h("div", { class: "chart-choice" }, this.choice.element),
      this.legend.element,
      this.differs,
      this.kinds.element,
      this.chart.element,
      h("div", { class: "loss-options" }, ...toggles),
      this.verdict.element,
      this.table.element,
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
    for (const key of TOGGLES) this.toggles[key].set(view[key]);
    setHidden(this.toggles.training.element, chart.id !== LOSS);
    this.legend.draw({ shown: this.named(run, overlay), colors });
    setText(this.differs, overlay ? differenceText(run, overlay) : "");
    const limits = speedLimits(run);
    this.kinds.draw({ run, view, colors, overlay, limits, theory, chart: chart.id });
    this.chart.draw({ run, overlay, chart, view, colors, limits, theory });
    this.verdict.draw(run);
    this.table.draw(run);
    this.views.draw(run, colors);
    setText(this.backend, backendText(run));
  }

  private drawChoice(charts: readonly ChartChoice[], chosen: ChartChoice): void {
    this.choice.set(
      charts.map(({ id }) => ({ value: id, text: words.chartName(id) })),
      chosen.id,
    );
    const { parentElement } = this.choice.element;
    if (parentElement) setHidden(parentElement, charts.length < 2);
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
      this.setView({ [key]: on });
    });
  }

  private setView(change: Partial<LossView>): void {
    if (this.model) this.actions.setView({ ...this.model.view, ...change });
  }
}

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
  return [name, why ?? "", rate].filter(Boolean).join(" · ");
}
