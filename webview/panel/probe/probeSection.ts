import { PROBE_TASKS } from "../../../src/core/probeTasks";
import { formatCount, formatNumber } from "../../../src/core/text/format";
import { hasPoints, isActive, type ProbeRun } from "../../../src/probe/results/run";
import { LIMITS } from "../../../src/protocol/shapes";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";
import { t, words } from "../strings";
import { button, checkbox, numberField, progressRing } from "../ui/controls";
import { h, setHidden, setText } from "../ui/dom";
import { dropdown } from "../ui/dropdown";
import { LazyPart } from "../ui/lazy";
import type { Colors } from "../ui/theme";
import type { ViewState } from "../viewState";
import { EngineSettings, type EngineWishes } from "./engineSettings";
import { FilesBar, type FilesActions } from "./filesBar";
import type { LossView } from "./lossChart";
import type { Overlay } from "./overlay";
import type { ResultsActions, ResultsModel } from "./resultsPart";
import type { TheoryModel } from "./theory/theoryPart";

export const DEFAULTS = { task: "spirals", steps: 300, seeds: 3 } as const;

type Wishes = ViewState["probe"];

export interface ProbeActions extends ResultsActions, FilesActions {
  readonly run: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
  readonly wish: (wishes: Wishes) => void;
  readonly rangeTest: () => void;
  readonly showTheory: (on: boolean) => void;
}

export interface ProbeModel {
  readonly active: ShownSchedule | undefined;
  readonly shown: readonly ShownSchedule[];
  /** Whether the expected loss on the canyon is drawn. */
  readonly theory: boolean;
  readonly wishes: Wishes;
  readonly view: LossView;
  readonly run: ProbeRun | undefined;
  readonly overlay: Overlay | undefined;
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
  private readonly rangeButton;
  private readonly ring = progressRing(words.preparing());
  private readonly bar = h("progress", { "aria-label": words.progress(), max: 1, value: 0 });
  private readonly status = h("div", { class: "probe-status" });
  private readonly message = h("p", { class: "probe-error", role: "alert" });
  private readonly files: FilesBar;
  private readonly engine = new EngineSettings((wishes) => {
    this.wish(wishes);
  });
  private readonly summary = h("p", { class: "faint task-summary" });
  /** Nobody needs its code before a probe was started. */
  private readonly results = new LazyPart<ResultsModel>(async () => {
    const { ResultsPart } = await import("./resultsPart");
    return new ResultsPart(this.actions);
  }, words.notLoaded);
  /** What the schedule does in theory, for whoever wants to see it. */
  private readonly theory = new LazyPart<TheoryModel>(async () => {
    const { TheoryPart } = await import("./theory/theoryPart");
    return new TheoryPart();
  }, words.notLoaded);
  private readonly theoryToggle;
  private readonly progress: HTMLElement;
  private model: ProbeModel | undefined;

  constructor(
    private readonly actions: ProbeActions,
    rangeTest: { readonly element: HTMLElement },
  ) {
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
    this.files = new FilesBar(actions);
    this.theoryToggle = checkbox(words.theory(), actions.showTheory);
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
    this.rangeButton = button(words.startRangeTest(), actions.rangeTest);
    const buttons = [this.runButton, this.pauseButton, this.cancelButton, this.rangeButton];
    const row = h(
      "div",
      { class: "probe-buttons" },
      ...buttons.map(({ element }) => element),
      this.ring,
    );
    this.progress = h("div", { class: "probe-progress" }, this.bar, this.status);
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
      rangeTest.element,
      this.theoryToggle.element,
      this.theory.element,
      this.results.element,
      this.files.element,
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
    setHidden(this.message, run?.error === undefined);
    this.drawTheory(model);
    const hasResults = run !== undefined && hasPoints(run);
    setHidden(this.results.element, !hasResults);
    if (hasResults) this.drawResults({ ...model, run });
    this.files.draw(hasResults, model.overlay);
  }

  private drawTheory({ shown, theory, colors }: ProbeModel): void {
    this.theoryToggle.set(theory);
    setHidden(this.theory.element, !theory);
    if (!theory) return;
    this.theory.draw({ shown, colors });
    void this.theory.load();
  }

  private drawResults(model: ResultsModel): void {
    this.results.draw(model);
    void this.results.load();
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
    setHidden(this.runButton.element, running);
    this.runButton.setDisabled(!this.model?.active?.tracks.length);
    setHidden(this.rangeButton.element, running);
    this.rangeButton.setDisabled(!this.model?.active?.tracks.length);
    setHidden(this.pauseButton.element, !running);
    setHidden(this.cancelButton.element, !running);
    this.pauseButton.setDisabled(run?.state === "preparing");
    this.pauseButton.setText(run?.state === "paused" ? words.resume() : words.pause());
    setHidden(this.ring, run?.state !== "preparing");
  }

  private drawProgress(run: ProbeRun | undefined, stale: boolean): void {
    setHidden(this.progress, !run);
    if (!run) return;
    const share = run.steps > 0 ? run.step / run.steps : 0;
    setHidden(this.bar, !isActive(run));
    this.bar.value = share;
    const parts = [statusText(run), stale && !isActive(run) ? words.stale() : ""];
    setText(this.status, parts.filter(Boolean).join(" · "));
  }

  /** Tells what became of a file that was to be saved or opened. */
  tell(message: string): void {
    this.files.tell(message);
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
    const wishes = Object.fromEntries(all.filter(([, value]) => value !== undefined));
    // At once: the next wish may come before the next frame.
    if (this.model) this.model = { ...this.model, wishes };
    this.actions.wish(wishes);
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
      // Nothing else ends a run before its last step.
      if (run.step < run.steps) return words.allDiverged(step, of);
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
