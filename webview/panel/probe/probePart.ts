import type { PanelAssets } from "../../../src/protocol/panelSetup";
import { isActive, type ProbeRun } from "../../../src/probe/results/run";
import type { ProbeOptions } from "../../../src/protocol/probe";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";
import type { Kept } from "../keeper";
import type { PanelContext } from "../panelContext";
import { stalenessKey } from "../staleness";
import { withinReason } from "../ui/dom";
import { LazyPart, type Part } from "../ui/lazy";
import type { ViewState } from "../viewState";
import { words } from "../strings";
import type { ExportKind } from "./filesBar";
import { keepOverlay, keepRun, readKeptOverlay, readKeptRun } from "./keep";
import type { Overlay } from "./overlay";
import { ProbeControl } from "./probeControl";
import { measurements } from "./engineSettings";
import type { RangeTestModel, RangeTestPart } from "./rangeTest/rangeTestPart";
import { DEFAULTS, ProbeSection, type ProbeActions, type ProbeModel } from "./probeSection";

/** In place of the key of the schedules that a run was made of: it belongs to none that is shown. */
const OPENED = "opened";

/** What the probe shows of the panel's own. */
export type ProbeView = Pick<PanelContext, "shown" | "view" | "colors">;

/** The probe training as a part of the panel: its section, its control, what is kept of it. */
export class ProbePart implements Part<ProbeView> {
  private readonly control: ProbeControl;
  private readonly section: ProbeSection;
  /** Its code comes with the first test. */
  private readonly rangeTest: LazyPart<RangeTestModel, RangeTestPart>;
  private runKey: string | undefined;
  private overlay: Overlay | undefined;
  /** Its events come far more often than snapshots. */
  private readonly redraw = withinReason(() => {
    this.draw(this.panel);
    this.panel.keepFocus();
  });

  constructor(
    private readonly panel: PanelContext,
    assets: PanelAssets,
    kept: Kept,
  ) {
    this.runKey = typeof kept.runKey === "string" ? kept.runKey : undefined;
    this.control = new ProbeControl(panel.host, assets, readKeptRun(kept.run), () => {
      panel.change({});
      this.redraw();
    });
    this.rangeTest = new LazyPart(async () => {
      const { RangeTestPart } = await import("./rangeTest/rangeTestPart");
      return new RangeTestPart(panel, assets);
    }, words.notLoaded);
    this.overlay = readKeptOverlay(kept.overlay);
    this.section = new ProbeSection(this.actions(), this.rangeTest);
  }

  get element(): HTMLElement {
    return this.section.element;
  }

  get current(): ProbeRun | undefined {
    return this.control.current;
  }

  /** What brings the last run back after a reload. */
  get kept(): Pick<Kept, "run" | "runKey" | "overlay"> {
    const { current, runKey, overlay } = this;
    return {
      ...(current && { run: keepRun(current), runKey }),
      ...(overlay && { overlay: keepOverlay(overlay) }),
    };
  }

  draw(view: ProbeView): void {
    this.rangeTest.draw({ active: view.shown[0], colors: view.colors });
    this.section.draw(this.model(view));
  }

  /** What is left out of `options` is as the user set it in the panel. */
  run(options: ProbeOptions): void {
    const { shown, view } = this.panel;
    this.rangeTest.made?.cancel();
    this.runKey = stalenessKey(shown);
    const ids = shown.map(({ id }) => id);
    const { measure, ...wishes } = view.probe;
    const steps = wishes.steps ?? shown[0]?.probe?.steps ?? DEFAULTS.steps;
    const measured = measure === true ? measurements(steps) : {};
    void this.control.start(ids, { ...wishes, ...measured, ...options });
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

  private model({ shown, view, colors }: ProbeView): ProbeModel {
    const run = this.control.current;
    return {
      active: shown[0],
      shown,
      theory: view.theory,
      wishes: view.probe,
      view: view.loss,
      colors,
      run,
      overlay: this.overlay,
      stale: run !== undefined && this.isStale(run, shown),
    };
  }

  private isStale(run: ProbeRun, shown: readonly ShownSchedule[]): boolean {
    return !isActive(run) && this.runKey !== OPENED && this.runKey !== stalenessKey(shown);
  }

  private actions(): ProbeActions {
    const { panel, control } = this;
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
      wish: (probe: ViewState["probe"]) => {
        panel.change({ probe });
        panel.redraw();
      },
      rangeTest: () => {
        void this.rangeTest.load().then((part) => part.start());
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
