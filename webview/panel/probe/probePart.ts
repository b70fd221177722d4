import type { PanelAssets } from "../../../src/protocol/panelSetup";
import { hasPoints, isActive, type ProbeRun } from "../../../src/probe/results/run";
import type { ProbeOptions } from "../../../src/protocol/probe";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";
import type { Kept } from "../keeper";
import type { ProbePlaces } from "../layout";
import type { PanelContext } from "../panelContext";
import { stalenessKey } from "../staleness";
import { setText, withinReason } from "../ui/dom";
import { LazyPart, type Part } from "../ui/lazy";
import type { ViewState } from "../viewState";
import { words } from "../strings";
import type { ExportKind } from "./filesBar";
import { keepOverlay, keepRun, readKeptOverlay, readKeptRun } from "./keep";
import type { Overlay } from "./overlay";
import { ProbeControl } from "./probeControl";
import { hasControls } from "../../../src/core/probeTasks";
import { measurements } from "./engineSettings";
import type { RangeTestModel, RangeTestPart } from "./rangeTest/rangeTestPart";
import { probeStatus } from "./probeStatus";
import { RunBar, type RunActions } from "./runBar";
import { DEFAULTS, ProbeSection, type ProbeActions, type ProbeModel } from "./probeSection";

/** In place of the key of the schedules that a run was made of: it belongs to none that is shown. */
const OPENED = "opened";
/** Of so many other schedules the results are remembered. */
const MOST_OTHERS = 12;

/** What was run of a schedule. */
interface KeptResults {
  readonly run: ProbeRun;
  readonly runKey: string | undefined;
  readonly overlay: Overlay | undefined;
}

/** What the probe shows of the panel's own. */
export type ProbeView = Pick<PanelContext, "shown" | "view" | "colors" | "axis" | "crosshair">;

/** The probe training as a part of the panel: its section, its control, what is kept of it. */
export class ProbePart implements Part<ProbeView> {
  private readonly control: ProbeControl;
  private readonly section: ProbeSection;
  private readonly bar: RunBar;
  /** Its code comes with the first test. */
  private readonly rangeTest: LazyPart<RangeTestModel, RangeTestPart>;
  private runKey: string | undefined;
  private overlay: Overlay | undefined;
  /** The schedule that the present run belongs to, and what was run of others. */
  private owner: string | undefined;
  private readonly others = new Map<string, KeptResults>();
  /** Its events come far more often than snapshots. */
  private readonly redraw = withinReason(() => {
    this.draw(this.panel);
    this.panel.keepFocus();
  });

  constructor(
    private readonly panel: PanelContext,
    private readonly places: ProbePlaces,
    assets: PanelAssets,
    kept: Kept,
  ) {
    this.runKey = typeof kept.runKey === "string" ? kept.runKey : undefined;
    this.owner = typeof kept.runOf === "string" ? kept.runOf : undefined;
    this.control = new ProbeControl(panel.host, assets, readKeptRun(kept.run), () => {
      panel.change({});
      this.redraw();
    });
    this.rangeTest = new LazyPart(async () => {
      const { RangeTestPart } = await import("./rangeTest/rangeTestPart");
      return new RangeTestPart(panel, assets);
    }, words.notLoaded);
    this.overlay = readKeptOverlay(kept.overlay);
    this.bar = new RunBar(this.runActions());
    this.section = new ProbeSection(this.actions(), places.loss, this.rangeTest);
    places.bar.append(this.bar.element);
  }

  get element(): HTMLElement {
    return this.section.element;
  }

  /** The run of the schedule that is shown. */
  get current(): ProbeRun | undefined {
    return this.owner === this.active ? this.control.current : undefined;
  }

  /** What brings the last run back after a reload. */
  get kept(): Pick<Kept, "run" | "runKey" | "runOf" | "overlay"> {
    const { runKey, overlay, owner: runOf } = this;
    const { current } = this.control;
    return {
      ...(current && { run: keepRun(current), runKey, runOf }),
      ...(overlay && { overlay: keepOverlay(overlay) }),
    };
  }

  draw(view: ProbeView): void {
    this.turnTo(view.shown[0]?.id);
    const [active] = view.shown;
    this.rangeTest.draw({ active, colors: view.colors });
    const model = this.model(view);
    const { run } = model;
    const training = this.elsewhere;
    this.bar.draw(run ?? training, active);
    if (!run || !hasPoints(run)) this.bar.setChip(undefined);
    const { loss } = this.places;
    loss.showGhost(!run || !hasPoints(run));
    const [other] = training?.schedules ?? [];
    const status = run ? probeStatus(run, this.isStale(run, view.shown)) : "";
    setText(loss.status, other ? words.trainsOther(other.name) : status);
    this.section.draw(model);
  }

  /** What the loss reads at the crosshair: nothing else of it depends on that. */
  read(): void {
    this.section.read(this.panel.crosshair);
  }

  /** The schedule is called otherwise now. */
  rename(from: string, to: string): void {
    if (this.owner === from) this.owner = to;
    this.rangeTest.made?.rename(from, to);
    const results = this.others.get(from);
    if (results) this.others.set(to, results);
    this.others.delete(from);
  }

  private get active(): string | undefined {
    return this.panel.shown[0]?.id;
  }

  /** What still trains, but for another schedule than the one that is shown. */
  private get elsewhere(): ProbeRun | undefined {
    const { current } = this.control;
    return current && isActive(current) && this.owner !== this.active ? current : undefined;
  }

  /** Results stay with their schedule: those of another come back with it. */
  private turnTo(active: string | undefined): void {
    if (active === undefined || active === this.owner || this.elsewhere) return;
    const { owner, runKey, overlay } = this;
    const run = this.control.current;
    if (owner !== undefined && run) this.put(owner, { run, runKey, overlay });
    const results = this.others.get(active);
    this.owner = active;
    this.runKey = results?.runKey;
    this.overlay = results?.overlay;
    this.control.putBack(results?.run);
    this.others.delete(active);
  }

  private put(owner: string, results: KeptResults): void {
    this.others.set(owner, results);
    const [oldest] = this.others.keys();
    if (this.others.size > MOST_OTHERS && oldest !== undefined) this.others.delete(oldest);
  }

  /** What is left out of `options` is as the user set it in the panel. */
  run(options: ProbeOptions): void {
    const { shown, view } = this.panel;
    this.panel.open("probe");
    this.panel.showCharts();
    this.rangeTest.made?.cancel();
    this.control.cancel();
    this.turnTo(shown[0]?.id);
    this.runKey = stalenessKey(shown);
    const ids = shown.map(({ id }) => id);
    const { measure, control, ...wishes } = view.probe;
    const task = options.task ?? wishes.task ?? shown[0]?.probe?.task ?? DEFAULTS.task;
    const controlled = control === true && hasControls(task) ? { control } : {};
    const steps = wishes.steps ?? shown[0]?.probe?.steps ?? DEFAULTS.steps;
    const measured = measure === true ? measurements(steps) : {};
    void this.control.start(ids, { ...wishes, ...measured, ...controlled, ...options });
  }

  cancel(): void {
    this.rangeTest.made?.cancel();
    this.control.cancel();
  }

  /** Lays a saved run over the present one, or shows it where there is none. */
  async openRun(file: string, content: string): Promise<void> {
    try {
      const { openedRun } = await import("./runFiles");
      const opened = openedRun(file, content);
      if (this.current) this.setOverlay(opened);
      else this.show(opened.run);
      this.section.tell(words.openedFrom(file));
    } catch (error) {
      this.section.tell(words.cannotOpen(file, sentence(error)));
    }
  }

  private setOverlay(overlay: Overlay | undefined): void {
    this.overlay = overlay;
    this.panel.change({});
    this.redraw();
  }

  private show(run: ProbeRun): void {
    this.runKey = OPENED;
    this.control.show(run);
  }

  private showOverlay(): void {
    const { overlay } = this;
    if (!overlay) return;
    this.show(overlay.run);
    this.setOverlay(undefined);
    this.section.tell(words.openedFrom(overlay.label));
  }

  private async save(kind: ExportKind): Promise<void> {
    const { current, panel } = this;
    if (!current) return;
    try {
      const { saveRun } = await import("./runFiles");
      this.section.tell(await saveRun(panel.host, kind, current, panel.view.loss));
    } catch (error) {
      this.section.tell(sentence(error));
    }
  }

  private model({ shown, view, colors, axis, crosshair }: ProbeView): ProbeModel {
    const run = this.current;
    return {
      axis,
      crosshair,
      active: shown[0],
      shown,
      theory: view.theory,
      wishes: view.probe,
      view: view.loss,
      colors,
      run,
      overlay: this.overlay,
    };
  }

  private isStale(run: ProbeRun, shown: readonly ShownSchedule[]): boolean {
    return !isActive(run) && this.runKey !== OPENED && this.runKey !== stalenessKey(shown);
  }

  private runActions(): RunActions {
    const { control, panel } = this;
    return {
      run: () => {
        this.run({});
      },
      pause: () => {
        control.pause();
      },
      resume: () => {
        control.resume();
      },
      cancel: () => {
        control.cancel();
      },
      rangeTest: () => {
        panel.open("probe");
        void this.rangeTest.load().then((part) => part.start());
      },
      showVerdict: () => {
        panel.open("probe");
        requestAnimationFrame(() => {
          this.section.showVerdict();
        });
      },
    };
  }

  private actions(): ProbeActions {
    const { panel } = this;
    return {
      judged: (chip) => {
        this.bar.setChip(chip);
      },
      wish: (probe: ViewState["probe"]) => {
        panel.change({ probe });
        panel.redraw();
      },
      showTheory: (theory) => {
        panel.change({ theory });
        panel.redraw();
      },
      runWithSeeds: (seeds) => {
        panel.change({ probe: { ...panel.view.probe, seeds } });
        this.run({});
      },
      save: (kind) => void this.save(kind),
      open: () => {
        panel.host.messenger.send({ type: "run.open" });
      },
      showOverlay: () => {
        this.showOverlay();
      },
      removeOverlay: () => {
        this.setOverlay(undefined);
      },
      setView: (loss: ViewState["loss"]) => {
        panel.change({ loss });
        panel.redraw();
      },
    };
  }
}

const sentence = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
