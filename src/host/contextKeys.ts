import { commands, window, type TextDocument } from "vscode";
import type { Problem } from "../core/problem";
import type { AnalysisService, AnalyzedDocument } from "./analysisService";
import { Owner } from "./disposables";
import { scheduleLanguage } from "./documents";
import { ID } from "./names";
import type { PanelModel } from "./panel/panelModel";
import type { Panels } from "./panel/panels";
import type { TemplateFiles } from "./templateFiles";

type Key = "hasSchedule" | "editorHasSchedule" | "comparing" | "probeRunning" | Done;

/** What ticks a step of the walkthrough: done once, it stays done. */
type Done = "recipeUsed" | "curveShown" | "problemFixed" | "probeFinished";

interface Found {
  readonly count: number;
  readonly version: number;
}

/** The facts on which menus depend, each told only when it changes. */
export class ContextKeys extends Owner {
  private readonly known = new Map<Key, boolean>();
  /** What rules had to say of a document when it was last read, and of which text. */
  private readonly found = new WeakMap<TextDocument, Found>();

  constructor(
    analyses: AnalysisService,
    private readonly model: PanelModel,
    private readonly panels: Panels,
    templates: TemplateFiles,
  ) {
    super();
    const update = (): void => {
      this.update();
    };
    this.own(window.onDidChangeActiveTextEditor(update));
    this.own(
      analyses.onDidAnalyze((analyzed) => {
        this.countProblems(analyzed);
        this.update();
      }),
    );
    this.own(analyses.onDidForget(update));
    this.own(model.onDidChange(update));
    this.own(panels.onDidChangeProbe(update));
    this.watchForDone(templates);
    this.update();
  }

  private watchForDone(templates: TemplateFiles): void {
    const done = (key: Done): void => {
      this.set(key, true);
    };
    this.own(
      templates.onDidUse(() => {
        done("recipeUsed");
      }),
    );
    this.own(
      this.panels.onDidShowCurve(() => {
        done("curveShown");
      }),
    );
    this.own(
      this.panels.onDidChangeProbe((probe) => {
        if (probe?.state === "done") done("probeFinished");
      }),
    );
  }

  private update(): void {
    const document = window.activeTextEditor?.document;
    const state = this.panels.probe?.state;
    this.set("hasSchedule", this.model.hasDocument);
    this.set("editorHasSchedule", !!document && scheduleLanguage(document) !== undefined);
    this.set("comparing", this.model.isComparing);
    this.set("probeRunning", state === "running" || state === "paused");
  }

  /**
   * A finding that an edit took away ticks the walkthrough's step, however it was fixed; a rule that
   * is turned off in the settings fixes nothing.
   */
  private countProblems({ document, analysis }: AnalyzedDocument): void {
    const harmful = ({ severity, why }: Problem): boolean =>
      why !== undefined && (severity === "error" || severity === "warning");
    const count = analysis.problems.filter(harmful).length;
    if (analysis.schedules.length === 0) return;
    const before = this.found.get(document);
    const { version } = document;
    if (before && count < before.count && version !== before.version)
      this.set("problemFixed", true);
    this.found.set(document, { count, version });
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
