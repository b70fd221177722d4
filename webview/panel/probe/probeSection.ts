import { PROBE_TASKS } from "../../../src/core/probeTasks";
import { formatCount, formatNumber } from "../../../src/core/text/format";
import { hasPoints, isActive, type ProbeRun } from "../../../src/probe/results/run";
import { LIMITS } from "../../../src/protocol/shapes";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";
import { Legend } from "../score/legend";
import { t, words } from "../strings";
import { button, checkbox, dropdown, numberField, progressRing } from "../ui/controls";
import { h, setText, syncChildren } from "../ui/dom";
import type { Colors } from "../ui/theme";
import type { ViewState } from "../viewState";
import { EngineSettings, type EngineWishes } from "./engineSettings";
import { LossChart, type LossView } from "./lossChart";
import { ResultTable } from "./resultTable";
import { TaskViews } from "./views/taskViews";

export const DEFAULTS = { task: "spirals", steps: 300, seeds: 3 } as const;

type Wishes = ViewState["probe"];

export interface ProbeActions {
  readonly run: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
  readonly wish: (wishes: Wishes) => void;
  readonly setView: (view: LossView) => void;
}

export interface ProbeModel {
  readonly active: ShownSchedule | undefined;
  readonly wishes: Wishes;
  readonly view: LossView;
  readonly run: ProbeRun | undefined;
  /** The run belongs to other values than those that are shown now. */
  readonly stale: boolean;
  readonly colors: Colors;
}

/** Settings, progress, loss curves and results of the probe training. */
export class ProbeSection {
  readonly element: HTMLElement;
  private readonly task;
  private readonly steps;
  private readonly seeds;
  private readonly runButton;
  private readonly pauseButton;
  private readonly cancelButton;
  private readonly ring = progressRing(words.preparing());
  private readonly bar = h("progress", { "aria-label": words.progress(), max: 1, value: 0 });
  private readonly status = h("div", { class: "probe-status" });
  private readonly backend = h("div", { class: "faint backend" });
  private readonly message = h("p", { class: "probe-error", role: "alert" });
  private readonly toggles: Record<keyof LossView, ReturnType<typeof checkbox>>;
  private readonly legend = new Legend();
  private readonly kinds = h("div", { class: "kinds faint" });
  private readonly chart = new LossChart();
  private readonly diverged = h("ul", { class: "diverged" });
  private readonly divergedRows = new Map<string, { readonly element: HTMLElement }>();
  private readonly table = new ResultTable();
  private readonly views = new TaskViews();
  private readonly engine = new EngineSettings((wishes) => {
    this.wish(wishes);
  });
  private readonly summary = h("p", { class: "faint task-summary" });
  private readonly results: HTMLElement;
  private readonly progress: HTMLElement;
  private model: ProbeModel | undefined;

  constructor(private readonly actions: ProbeActions) {
    this.task = dropdown(words.task(), (task) => {
      this.wish({ task });
    });
    this.steps = this.field(words.probeSteps(), "steps", LIMITS.probeSteps);
    this.seeds = this.field(words.seeds(), "seeds", LIMITS.probeSeeds);
    this.runButton = button(words.run(), actions.run, "primary");
    this.pauseButton = button(words.pause(), () => {
      if (this.model?.run?.state === "paused") actions.resume();
      else actions.pause();
    });
    this.cancelButton = button(words.cancel(), actions.cancel);
    this.toggles = {
      training: this.toggle("training", words.showTraining()),
      seeds: this.toggle("seeds", words.showSeeds()),
      log: this.toggle("log", words.logLoss()),
    };
    const settings = h(
      "div",
      { class: "probe-settings" },
      h(
        "div",
        { class: "field" },
        h("span", { class: "field-label", "aria-hidden": "true" }, words.task()),
        this.task.element,
      ),
      this.steps.element,
      this.seeds.element,
    );
    const buttons = [this.runButton, this.pauseButton, this.cancelButton];
    const row = h(
      "div",
      { class: "probe-buttons" },
      ...buttons.map(({ element }) => element),
      this.ring,
    );
    this.progress = h("div", { class: "probe-progress" }, this.bar, this.status);
    const options = h(
      "div",
      { class: "loss-options" },
      ...Object.values(this.toggles).map(({ element }) => element),
    );
    this.results = h(
      "div",
      { class: "probe-results" },
      h("h3", { class: "track-name" }, words.lossChart()),
      this.legend.element,
      this.kinds,
      this.chart.element,
      options,
      this.diverged,
      this.table.element,
      this.views.element,
      this.backend,
    );
    const intro = h("p", { class: "faint intro" }, words.probeIntro());
    const title = h("h2", { class: "section-title" }, words.probe());
    this.element = h(
      "section",
      { class: "probe" },
      title,
      intro,
      settings,
      this.summary,
      this.engine.element,
      row,
      this.message,
      this.progress,
      this.results,
    );
  }

  draw(model: ProbeModel): void {
    this.model = model;
    const { run, active, wishes } = model;
    const running = run !== undefined && isActive(run);
    this.drawSettings(active, wishes);
    this.drawButtons(run, running);
    this.drawProgress(run, model.stale);
    setText(this.message, run?.error ?? "");
    this.message.hidden = run?.error === undefined;
    this.results.hidden = !(run && hasPoints(run));
    if (run && !this.results.hidden) this.drawResults(run, model);
  }

  private drawSettings(active: ShownSchedule | undefined, wishes: Wishes): void {
    const task = wishes.task ?? active?.probe?.task ?? DEFAULTS.task;
    const known = PROBE_TASKS.map(({ name, title }) => ({ value: name, text: t(title) }));
    const info = PROBE_TASKS.find(({ name }) => name === task);
    this.task.set(info ? known : [...known, { value: task, text: task }], task);
    setText(this.summary, info ? t(info.summary) : "");
    const fallback = (key: "steps" | "seeds"): string =>
      String(active?.probe?.[key] ?? DEFAULTS[key]);
    this.steps.set(wishes.steps === undefined ? "" : String(wishes.steps), fallback("steps"));
    this.engine.draw(wishes);
    this.seeds.set(wishes.seeds === undefined ? "" : String(wishes.seeds), fallback("seeds"));
  }

  private drawButtons(run: ProbeRun | undefined, running: boolean): void {
    this.runButton.setText(run && !running ? words.runAgain() : words.run());
    this.runButton.element.hidden = running;
    this.runButton.setDisabled(!this.model?.active?.tracks.length);
    this.pauseButton.element.hidden = !running;
    this.cancelButton.element.hidden = !running;
    this.pauseButton.setDisabled(run?.state === "preparing");
    this.pauseButton.setText(run?.state === "paused" ? words.resume() : words.pause());
    this.ring.hidden = run?.state !== "preparing";
  }

  private drawProgress(run: ProbeRun | undefined, stale: boolean): void {
    this.progress.hidden = !run;
    if (!run) return;
    const share = run.steps > 0 ? run.step / run.steps : 0;
    this.bar.hidden = !isActive(run);
    this.bar.value = share;
    const parts = [statusText(run), stale && !isActive(run) ? words.stale() : ""];
    setText(this.status, parts.filter(Boolean).join(" · "));
    const rate =
      run.stepsPerSecond === undefined
        ? ""
        : words.stepsPerSecond(formatNumber(run.stepsPerSecond, 3));
    const backend = run.backend === undefined ? "" : words.backend(run.backend);
    setText(this.backend, [backend, run.why ?? "", rate].filter(Boolean).join(" · "));
  }

  private drawResults(run: ProbeRun, { view, colors }: ProbeModel): void {
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

  private field(label: string, key: "steps" | "seeds", most: number) {
    const field = numberField(label, (text) => {
      const value = text === "" ? undefined : Number(text);
      const wrong =
        value !== undefined && !(Number.isSafeInteger(value) && value >= 1 && value <= most);
      field.setProblem(wrong ? words.wholeNumber(1, formatCount(most)) : undefined);
      if (!wrong) this.wish({ [key]: value });
    });
    return field;
  }

  /** A wish that is undefined is taken back: the schedule's own entry counts again. */
  private wish(
    change: EngineWishes & {
      readonly task?: string;
      readonly steps?: number | undefined;
      readonly seeds?: number | undefined;
    },
  ): void {
    const all = Object.entries({ ...this.model?.wishes, ...change });
    this.actions.wish(Object.fromEntries(all.filter(([, value]) => value !== undefined)));
  }

  private toggle(key: keyof LossView, text: string) {
    return checkbox(text, (on) => {
      if (this.model) this.actions.setView({ ...this.model.view, [key]: on });
    });
  }
}

function statusText(run: ProbeRun): string {
  const [step, of] = [formatCount(run.step), formatCount(run.steps)];
  switch (run.state) {
    case "preparing":
      return words.starting();
    case "running":
      return [words.stepOf(step, of), timeLeft(run.secondsLeft)].filter(Boolean).join(" · ");
    case "paused":
      return `${words.paused()} · ${words.stepOf(step, of)}`;
    case "done":
      return words.finished(step, run.seconds === undefined ? "?" : formatNumber(run.seconds, 2));
    case "cancelled":
      return words.cancelled(step, of);
    case "interrupted":
      return words.interrupted(step, of);
    case "failed":
      return words.stepOf(step, of);
  }
}

function timeLeft(seconds: number | undefined): string {
  if (seconds === undefined) return "";
  if (seconds > 90) return words.minutesLeft(Math.round(seconds / 60));
  return words.secondsLeft(Math.max(1, Math.round(seconds)));
}
