import { commands, window } from "vscode";
import type { AnalysisService } from "./analysisService";
import { Owner } from "./disposables";
import { scheduleLanguage } from "./documents";
import { ID } from "./names";
import type { PanelModel } from "./panel/panelModel";
import type { Panels } from "./panel/panels";

type Key = "hasSchedule" | "editorHasSchedule" | "comparing" | "probeRunning";

/** The facts on which menus depend, each told only when it changes. */
export class ContextKeys extends Owner {
  private readonly known = new Map<Key, boolean>();

  constructor(
    analyses: AnalysisService,
    private readonly model: PanelModel,
    private readonly panels: Panels,
  ) {
    super();
    const update = (): void => {
      this.update();
    };
    this.own(window.onDidChangeActiveTextEditor(update));
    this.own(analyses.onDidAnalyze(update));
    this.own(analyses.onDidForget(update));
    this.own(model.onDidChange(update));
    this.own(panels.onDidChangeProbe(update));
    this.update();
  }

  private update(): void {
    const document = window.activeTextEditor?.document;
    const state = this.panels.probe?.state;
    this.set("hasSchedule", this.model.hasDocument);
    this.set("editorHasSchedule", !!document && scheduleLanguage(document) !== undefined);
    this.set("comparing", this.model.isComparing);
    this.set("probeRunning", state === "running" || state === "paused");
  }

  private set(key: Key, value: boolean): void {
    if ((this.known.get(key) ?? false) === value) return;
    this.known.set(key, value);
    void commands.executeCommand("setContext", `${ID}.${key}`, value);
  }

  override dispose(): void {
    for (const key of [...this.known.keys()]) this.set(key, false);
    super.dispose();
  }
}
