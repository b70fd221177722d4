import type { PanelAssets } from "../../../src/protocol/hostMessages";
import { isActive, type ProbeRun } from "../../../src/probe/results/run";
import type { ProbeOptions } from "../../../src/protocol/probe";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";
import type { Kept } from "../keeper";
import type { PanelContext } from "../panelContext";
import { stalenessKey } from "../staleness";
import { withinReason } from "../ui/dom";
import type { Part } from "../ui/lazy";
import type { ViewState } from "../viewState";
import { keepRun, readKeptRun } from "./keep";
import { ProbeControl } from "./probeControl";
import { measurements } from "./engineSettings";
import { DEFAULTS, ProbeSection, type ProbeActions, type ProbeModel } from "./probeSection";

/** What the probe shows of the panel's own. */
export type ProbeView = Pick<PanelContext, "shown" | "view" | "colors">;

/** The probe training as a part of the panel: its section, its control, what is kept of it. */
export class ProbePart implements Part<ProbeView> {
  private readonly control: ProbeControl;
  private readonly section: ProbeSection;
  private runKey: string | undefined;
  /** Its events come far more often than snapshots. */
  private readonly redraw = withinReason(() => {
    this.draw(this.panel);
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
    this.section = new ProbeSection(this.actions());
  }

  get element(): HTMLElement {
    return this.section.element;
  }

  get current(): ProbeRun | undefined {
    return this.control.current;
  }

  /** What brings the last run back after a reload. */
  get kept(): Pick<Kept, "run" | "runKey"> {
    const { current, runKey } = this;
    return current ? { run: keepRun(current), runKey } : {};
  }

  draw(view: ProbeView): void {
    this.section.draw(this.model(view));
  }

  /** What is left out of `options` is as the user set it in the panel. */
  run(options: ProbeOptions): void {
    const { shown, view } = this.panel;
    this.runKey = stalenessKey(shown);
    const ids = shown.map(({ id }) => id);
    const { measure, ...wishes } = view.probe;
    const steps = wishes.steps ?? shown[0]?.probe?.steps ?? DEFAULTS.steps;
    const measured = measure === true ? measurements(steps) : {};
    void this.control.start(ids, { ...wishes, ...measured, ...options });
  }

  cancel(): void {
    this.control.cancel();
  }

  private model({ shown, view, colors }: ProbeView): ProbeModel {
    const run = this.control.current;
    return {
      active: shown[0],
      wishes: view.probe,
      view: view.loss,
      colors,
      run,
      stale: run !== undefined && this.isStale(run, shown),
    };
  }

  private isStale(run: ProbeRun, shown: readonly ShownSchedule[]): boolean {
    return !isActive(run) && this.runKey !== stalenessKey(shown);
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
      setView: (loss: ViewState["loss"]) => {
        panel.change({ loss });
        panel.redraw();
      },
    };
  }
}
