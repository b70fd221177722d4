import { formatCount, formatNumber } from "../../../src/core/text/format";
import type { ProbeRun } from "../../../src/probe/results/run";
import { Legend } from "../score/legend";
import { words } from "../strings";
import { checkbox } from "../ui/controls";
import { h, setText, syncChildren } from "../ui/dom";
import type { Part } from "../ui/lazy";
import type { Colors } from "../ui/theme";
import { LossChart, type LossView } from "./lossChart";
import { ResultTable } from "./resultTable";
import { TaskViews } from "./views/taskViews";

export interface ResultsModel {
  readonly run: ProbeRun;
  readonly view: LossView;
  readonly colors: Colors;
}

/** What a probe has shown so far: loss curves, figures, what is special to its task. */
export class ResultsPart implements Part<ResultsModel> {
  readonly element: HTMLElement;
  private readonly backend = h("div", { class: "faint backend" });
  private readonly toggles: Record<keyof LossView, ReturnType<typeof checkbox>>;
  private readonly legend = new Legend();
  private readonly kinds = h("div", { class: "kinds faint" });
  private readonly chart = new LossChart();
  private readonly diverged = h("ul", { class: "diverged" });
  private readonly divergedRows = new Map<string, { readonly element: HTMLElement }>();
  private readonly table = new ResultTable();
  private readonly views = new TaskViews();
  private view: LossView | undefined;

  constructor(private readonly setView: (view: LossView) => void) {
    this.toggles = {
      training: this.toggle("training", words.showTraining()),
      seeds: this.toggle("seeds", words.showSeeds()),
      log: this.toggle("log", words.logLoss()),
    };
    const options = Object.values(this.toggles).map(({ element }) => element);
    this.element = h(
      "div",
      { class: "probe-results" },
      h("h3", { class: "track-name" }, words.lossChart()),
      this.legend.element,
      this.kinds,
      this.chart.element,
      h("div", { class: "loss-options" }, ...options),
      this.diverged,
      this.table.element,
      this.views.element,
      this.backend,
    );
  }

  draw(model: ResultsModel): void {
    const { run, view, colors } = model;
    this.view = view;
    for (const key of ["training", "seeds", "log"] as const) this.toggles[key].set(view[key]);
    this.legend.draw({
      shown: run.schedules.map(({ id, name }) => ({ id, name, origin: "" })),
      colors,
    });
    this.drawKinds(run, view, colors);
    this.chart.draw(run, view, colors);
    this.drawDiverged(run);
    this.table.draw(run);
    this.views.draw(run, colors);
    setText(this.backend, backendText(run));
  }

  private drawKinds(run: ProbeRun, view: LossView, colors: Colors): void {
    const several = run.schedules.length > 1;
    const kinds = [
      {
        text: words.validation(),
        color: several ? colors.foreground : colors.validation,
        dotted: false,
      },
      ...(view.training
        ? [
            {
              text: words.train(),
              color: several ? colors.foreground : colors.train,
              dotted: several,
            },
          ]
        : []),
    ];
    this.kinds.replaceChildren(
      ...kinds.map(({ text, color, dotted }) => {
        const line = h("span", {
          class: dotted ? "stroke dotted" : "stroke",
          "aria-hidden": "true",
        });
        line.style.borderColor = color;
        return h("span", { class: "kind" }, line, text);
      }),
    );
  }

  private drawDiverged(run: ProbeRun): void {
    const names = new Map(run.schedules.map(({ id, name }) => [id, name]));
    syncChildren(
      this.diverged,
      this.divergedRows,
      run.replicas.flatMap((replica) =>
        replica.diverged ? [{ replica, at: replica.diverged }] : [],
      ),
      ({ replica }) => `${replica.seed}:${replica.schedule}`,
      ({ replica, at }) => {
        const name = names.get(replica.schedule) ?? replica.schedule;
        const step = formatCount(at.step);
        return { element: h("li", {}, words.divergedAt(name, replica.seed, step, at.cause)) };
      },
      () => undefined,
    );
  }

  private toggle(key: keyof LossView, text: string) {
    return checkbox(text, (on) => {
      if (this.view) this.setView({ ...this.view, [key]: on });
    });
  }
}

/** On what it was computed, and how fast. */
function backendText({ backend, why, stepsPerSecond }: ProbeRun): string {
  const rate =
    stepsPerSecond === undefined ? "" : words.stepsPerSecond(formatNumber(stepsPerSecond, 3));
  const name = backend === undefined ? "" : words.backend(backend);
  return [name, why ?? "", rate].filter(Boolean).join(" · ");
}
