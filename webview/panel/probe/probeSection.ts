import { hasControls, PROBE_TASKS } from "../../../src/core/probeTasks";
import { formatCount } from "../../../src/core/text/format";
import { hasPoints, type ProbeRun } from "../../../src/probe/results/run";
import { LIMITS } from "../../../src/protocol/shapes";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";
import type { AxisState } from "../axisState";
import type { LossTrack } from "../score/lossTrack";
import { t } from "../../../src/core/text/words";
import { words } from "../strings";
import { checkbox, numberField } from "../ui/controls";
import { h, setHidden, setText } from "../ui/dom";
import { dropdown } from "../ui/dropdown";
import { LazyPart } from "../ui/lazy";
import type { Colors } from "../ui/theme";
import { unbroken } from "../ui/unbroken";
import type { ViewState } from "../viewState";
import { EngineSettings, type EngineWishes } from "./engineSettings";
import { FilesBar, type FilesActions } from "./filesBar";
import type { LossView } from "./lossChart";
import type { Overlay } from "./overlay";
import type { ResultsActions, ResultsModel, ResultsPart } from "./resultsPart";
import type { TheoryModel } from "./theory/theoryPart";

export const DEFAULTS = { task: "spirals", steps: 300, seeds: 3 } as const;

type Wishes = ViewState["probe"];

export interface ProbeActions extends ResultsActions, FilesActions {
  readonly wish: (wishes: Wishes) => void;
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
  readonly axis: AxisState;
  readonly crosshair: number | undefined;
  readonly colors: Colors;
}

/** What the probe training has shown, and what it is asked for. */
export class ProbeSection {
  readonly element: HTMLElement;
  private readonly task;
  private readonly steps;
  private readonly seeds;
  private readonly message = h("p", { class: "probe-error", role: "alert" });
  private readonly files: FilesBar;
  private readonly engine = new EngineSettings((wishes) => {
    this.wish(wishes);
  });
  private readonly summary = h("p", { class: "faint task-summary" });
  /** Nobody needs its code before a probe was started. */
  private readonly results: LazyPart<ResultsModel, ResultsPart>;
  /** What the schedule does in theory, for whoever wants to see it. */
  private readonly theory = new LazyPart<TheoryModel>(async () => {
    const { TheoryPart } = await import("./theory/theoryPart");
    return new TheoryPart();
  }, words.notLoaded);
  private readonly theoryToggle;
  private model: ProbeModel | undefined;

  constructor(
    private readonly actions: ProbeActions,
    loss: LossTrack,
    rangeTest: { readonly element: HTMLElement },
  ) {
    this.results = new LazyPart(async () => {
      const { ResultsPart } = await import("./resultsPart");
      return new ResultsPart(actions, loss);
    }, words.notLoaded);
    this.task = dropdown(words.task(), (task) => {
      this.wish({ task });
    });
    this.steps = this.field(words.probeSteps(), "steps", LIMITS.probeSteps);
    this.seeds = this.field(words.seeds(), "seeds", LIMITS.probeSeeds);
    this.files = new FilesBar(actions);
    this.theoryToggle = checkbox(words.theory(), actions.showTheory);
    const label = h("span", { class: "field-label", "aria-hidden": "true" }, words.task());
    const settings = h(
      "div",
      { class: "probe-settings" },
      h("div", { class: "field" }, label, this.task.element),
      this.steps.element,
      this.seeds.element,
    );
    this.element = h(
      "div",
      { class: "probe" },
      this.message,
      rangeTest.element,
      this.results.element,
      this.files.element,
      h("h3", { class: "track-name" }, words.probeSettings()),
      h("p", { class: "faint intro" }, words.probeIntro()),
      settings,
      this.summary,
      this.engine.element,
      this.theoryToggle.element,
      this.theory.element,
    );
  }

  draw(model: ProbeModel): void {
    this.model = model;
    const { run, active, wishes } = model;
    this.drawSettings(active, wishes);
    setText(this.message, run?.error ?? "");
    setHidden(this.message, run?.error === undefined);
    this.drawTheory(model);
    const hasResults = run !== undefined && hasPoints(run);
    setHidden(this.results.element, !hasResults);
    if (hasResults) this.drawResults({ ...model, run });
    this.files.draw(hasResults, model.overlay);
  }

  /** What the loss reads at the crosshair. */
  read(crosshair: number | undefined): void {
    this.results.made?.read(crosshair);
  }

  showVerdict(): void {
    this.results.made?.showVerdict();
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
    setText(this.summary, info ? unbroken(t(info.summary)) : "");
    const fallback = (key: "steps" | "seeds"): string =>
      String(active?.probe?.[key] ?? DEFAULTS[key]);
    this.steps.set(wishes.steps === undefined ? "" : String(wishes.steps), fallback("steps"));
    this.engine.draw(wishes, hasControls(task));
    this.seeds.set(wishes.seeds === undefined ? "" : String(wishes.seeds), fallback("seeds"));
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
