import { commands, EventEmitter, l10n, Uri, window, type ViewColumn, type Webview } from "vscode";
import { nearestRange, type Path } from "../../core/parse/sourceValue";
import type { HostMessage } from "../../protocol/hostMessages";
import type { Inspection } from "../../protocol/inspection";
import { Messenger } from "../../protocol/messenger";
import {
  readPanelMessage,
  type PanelMessage,
  type ViewRequest,
} from "../../protocol/panelMessages";
import type { ProbeOptions, ProbeState } from "../../protocol/probe";
import type { ExportKind } from "../../protocol/scoreExport";
import type { AnalyzedDocument } from "../analysisService";
import { Owner } from "../disposables";
import { showFailure, type Log } from "../log";
import { COMMANDS } from "../names";
import type { TemplateFiles } from "../templateFiles";
import { layDropped } from "./droppedLog";
import { editorOf } from "./editorOf";
import { listenToHandles } from "./handleMessages";
import { panelHtml, randomNonce } from "./html";
import type { PanelModel } from "./panelModel";
import { ProbePlans } from "./probePlans";
import type { RecentRuns } from "./recentRuns";
import { openRunFile, saveExport } from "./runFiles";
import type { IdentifiedSchedule } from "./scheduleId";
import { exportScore } from "./scoreExport";
import { showRange } from "./showRange";
import { listenToValues } from "./valueMessages";
import { userLanguage } from "../translations";

type Of<Type extends PanelMessage["type"]> = Extract<PanelMessage, { type: Type }>;

/** Until the panel has told its width. */
const FIRST_VIEW: ViewRequest = { columns: 400, range: null };
/** Requests about older snapshots than this are refused. */
const REMEMBERED_REVISIONS = 16;
const IDLE: ProbeState = { state: "idle", step: 0, steps: 0 };

/** What a session needs to know of the place where its webview is shown. */
export interface PanelSurface {
  readonly webview: Webview;
  readonly visible: boolean;
  /** Where it is a tab among the editors, its column. */
  readonly viewColumn?: ViewColumn | undefined;
}

/**
 * The conversation with one webview, wherever it is shown. The host is the truth: a webview that
 * becomes visible gets everything anew, a hidden one gets nothing.
 */
export class PanelSession extends Owner {
  private readonly messenger: Messenger<HostMessage, PanelMessage>;
  private readonly probeChanged = this.own(new EventEmitter<ProbeState>());
  private readonly curveShown = this.own(new EventEmitter<void>());
  private view = FIRST_VIEW;
  private revision = 0;
  /** By revision: the versions of the documents that it showed. */
  private readonly shownVersions = new Map<number, ReadonlyMap<string, AnalyzedDocument>>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private awaitReady: ((session: this) => void)[] = [];
  private isReady = false;
  private probeNow = IDLE;
  private readonly probes: ProbePlans;
  private dragging: ReturnType<typeof listenToHandles> | undefined;

  readonly onDidChangeProbe = this.probeChanged.event;
  readonly onDidShowCurve = this.curveShown.event;

  constructor(
    private readonly surface: PanelSurface,
    private readonly model: PanelModel,
    private readonly extensionUri: Uri,
    private readonly log: Log,
    private readonly templates: TemplateFiles,
    private readonly recent: RecentRuns,
  ) {
    super();
    this.probes = new ProbePlans(model);
    const { webview } = surface;
    this.messenger = new Messenger<HostMessage, PanelMessage>(
      (data) => void webview.postMessage(data),
      readPanelMessage,
      (reason) => {
        log.warn(`Refused a message of the panel: ${reason}`);
      },
    );
    this.listen();
    this.own(
      webview.onDidReceiveMessage((data: unknown) => {
        this.messenger.receive(data);
      }),
    );
    this.own(
      model.onDidChange(() => {
        this.plan();
      }),
    );
    this.own(model.onDidMove(() => void this.sendCursor()));
    this.own(
      model.onDidDrag((shownBy) => {
        if (shownBy !== this) this.plan();
      }),
    );
    webview.options = { enableScripts: true, localResourceRoots: [this.dist, this.media] };
    webview.html = this.page();
  }

  get visible(): boolean {
    return this.surface.visible;
  }

  get probe(): ProbeState {
    return this.probeNow;
  }

  /** Resolves when the panel's script runs. */
  whenReady(): Promise<this> {
    if (this.isReady) return Promise.resolve(this);
    return new Promise((resolve) => this.awaitReady.push(resolve));
  }

  runProbe(options: ProbeOptions): void {
    this.model.turnBack();
    this.messenger.send({ type: "probe.run", options });
  }

  cancelProbe(): void {
    this.messenger.send({ type: "probe.cancel" });
  }

  /** Lets the user pick a saved run and shows it. */
  async openRun(): Promise<void> {
    try {
      const opened = await openRunFile(this.recent);
      if (opened) this.messenger.send({ type: "run.opened", ...opened });
    } catch (error) {
      await showFailure(this.log, error, l10n.t("The file cannot be opened."));
    }
  }

  /** The panel knows what it shows of the time axis, and how. */
  exportScore(kind: ExportKind): void {
    this.messenger.send({ type: "score.export.run", kind });
  }

  async inspect(): Promise<Inspection> {
    return (await this.messenger.ask({ type: "inspect" }, "inspection")).inspection;
  }

  /** A hidden webview is gone with its script, and with it whatever probe it ran. */
  visibilityChanged(): void {
    if (this.surface.visible) return;
    this.isReady = false;
    clearTimeout(this.timer);
    void this.dragging?.finish("keep");
    this.setProbe(IDLE);
  }

  private get dist(): Uri {
    return Uri.joinPath(this.extensionUri, "dist");
  }

  private get media(): Uri {
    return Uri.joinPath(this.extensionUri, "media");
  }

  private address(file: string): string {
    return this.surface.webview.asWebviewUri(Uri.joinPath(this.dist, file)).toString();
  }

  private page(): string {
    return panelHtml({
      cspSource: this.surface.webview.cspSource,
      script: this.address("panel/main.js"),
      stylesheet: this.address("panel/main.css"),
      language: userLanguage(),
      setup: {
        assets: { probeWorker: this.address("probeWorker.js"), wasm: `${this.address("")}/` },
        strings: { ...l10n.bundle },
      },
      title: l10n.t("Learning Rate Designer"),
      loading: l10n.t("Loading…"),
      scriptNonce: randomNonce(),
      styleNonce: randomNonce(),
    });
  }

  private listen(): void {
    const { messenger } = this;
    messenger.on("ready", () => this.greet());
    messenger.on("view", (view) => {
      this.changeView(view);
    });
    messenger.on("select", ({ schedule }) => {
      this.model.pick(schedule);
    });
    messenger.on("turnBack", () => {
      this.model.turnBack();
    });
    messenger.on("compare", ({ schedules }) => this.model.compare(schedules));
    messenger.on("history", ({ change }) => this.changeHistory(change));
    messenger.on("forget", ({ schedule }) => this.model.forget(schedule));
    messenger.on("reveal", (message) => this.reveal(message));
    messenger.on("reveal.problem", (message) => this.revealProblem(message));
    messenger.on("probe.state", ({ probe }) => {
      this.setProbe(probe);
    });
    messenger.on("command", ({ command }) => commands.executeCommand(COMMANDS[command]));
    messenger.on("code", (message) => this.writeCode(message));
    messenger.on("log.drop", ({ file }) => layDropped(file));
    messenger.on("log", ({ level, message }) => {
      this.write(level, message);
    });
    messenger.onAsk("templates.list", () => this.templateList());
    messenger.onAsk("template.use", async (choice) => {
      await this.templates.use(choice);
      return { type: "done" };
    });
    messenger.on("run.open", () => this.openRun());
    messenger.onAsk("run.save", async (message) => ({
      type: "run.saved",
      file: await saveExport(message, this.recent),
    }));
    messenger.onAsk("score.export", (wish) => exportScore(this.model, wish));
    messenger.onAsk("table", (message) => this.table(message));
    messenger.onAsk("probe.start", (message) => this.probes.plan(message));
    messenger.on("probe.limits", (message) => {
      this.probes.takeLimits(message);
    });
    listenToValues(messenger, this.model.values, (revision, id) =>
      this.shownSchedule(revision, id),
    );
    this.dragging = this.own(
      listenToHandles({
        messenger,
        analyses: this.model.analyses,
        log: this.log,
        shownSchedule: (revision, id) => this.sameSchedule(revision, id),
        column: () => this.surface.viewColumn,
        drags: {
          moving: () => this.sendSnapshot(),
          moved: (says) => {
            this.model.tellOfDrag(says === "as told" ? this : undefined);
          },
        },
      }),
    );
  }

  /** The editor must have the keyboard to undo, and keeps it: what comes next is undone there, too. */
  private async changeHistory(change: Of<"history">["change"]): Promise<void> {
    await this.dragging?.finish("keep");
    const found = await this.model.current();
    if (!found) return;
    const { viewColumn } = await editorOf(found.document);
    await window.showTextDocument(found.document, {
      ...(viewColumn !== undefined && { viewColumn }),
    });
    await commands.executeCommand(change);
  }

  private async templateList(): Promise<HostMessage> {
    return { type: "templates", templates: await this.templates.views() };
  }

  private async greet(): Promise<void> {
    // A page that was moved is a new one, and what trained in the old one trains no more.
    if (this.probeNow !== IDLE) this.setProbe(IDLE);
    this.messenger.abandon();
    await this.sendSnapshot();
    this.isReady = true;
    for (const resolve of this.awaitReady.splice(0)) resolve(this);
  }

  private changeView(view: ViewRequest): void {
    this.view = view;
    this.plan();
  }

  /** Several changes in one turn make one snapshot. */
  private plan(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.sendSnapshot(), 0);
  }

  private async sendSnapshot(): Promise<void> {
    if (!this.surface.visible) return;
    const reading = this.model.reading();
    const content = await this.model.snapshot(this.view, reading);
    if (!content) return;
    const revision = ++this.revision;
    this.remember(revision, reading);
    this.messenger.send({ type: "snapshot", revision, ...content });
    if (content.shown.some(({ tracks }) => tracks.length > 0)) this.curveShown.fire();
  }

  private async sendCursor(): Promise<void> {
    if (!this.surface.visible || !this.isReady) return;
    const cursor = await this.model.cursor();
    this.messenger.send({ type: "cursor", revision: this.revision, cursor });
  }

  private remember(revision: number, reading: AnalyzedDocument | undefined): void {
    const versions = this.model.all(reading).map(({ id, from }) => [id, from] as const);
    this.shownVersions.set(revision, new Map(versions));
    this.shownVersions.delete(revision - REMEMBERED_REVISIONS);
  }

  /** The schedule a request is about, if it is still what the panel showed. Throws otherwise. */
  private shownSchedule(revision: number, id: string): IdentifiedSchedule {
    const found = this.model.find(id);
    const shown = this.shownVersions.get(revision)?.get(id);
    if (!found || !shown || !isPresent(shown, found.from)) {
      throw new Error(l10n.t("The file has changed since: this is out of date."));
    }
    return found;
  }

  /** The same for another version of the document that says the same, as after undoing a drag. */
  private async sameSchedule(revision: number, id: string): Promise<IdentifiedSchedule> {
    const shown = this.shownVersions.get(revision)?.get(id);
    const document = this.model.find(id)?.from.document;
    if (shown && document && document.getText() === shown.analysis.document.text) {
      await this.model.analyses.current(document);
      const found = this.model.find(id);
      if (found?.from.version === document.version) return found;
    }
    return this.shownSchedule(revision, id);
  }

  private async reveal({
    revision,
    schedule: id,
    track,
    phase,
    focus,
  }: Of<"reveal">): Promise<void> {
    const found = this.shownSchedule(revision, id);
    const path = pathOf(found, track, phase);
    const range =
      path.length === 0 ? found.schedule.anchor : nearestRange(found.schedule.source, path);
    await showRange(found.from.document, range, focus, this.surface.viewColumn);
  }

  /** The cursor may stand in another schedule than the one that is shown. */
  private async writeCode({ revision, schedule, deliver }: Of<"code">): Promise<void> {
    const { id, from } = this.shownSchedule(revision, schedule);
    await commands.executeCommand(COMMANDS[deliver], from.document.uri, id);
  }

  private async revealProblem(message: Of<"reveal.problem">): Promise<void> {
    const found = this.shownSchedule(message.revision, message.schedule);
    const problem = found.schedule.problems[message.problem];
    if (!problem) throw new Error(`There is no problem number ${message.problem}.`);
    await showRange(found.from.document, problem.range, true, this.surface.viewColumn);
  }

  private async table(message: Of<"table">): Promise<HostMessage> {
    const { revision, schedule: id, first, last, rows } = message;
    const { schedule } = this.shownSchedule(revision, id).schedule;
    if (!schedule) throw new Error(l10n.t("Nothing can be drawn of this schedule yet."));
    const core = await import("../lazy/core");
    const runs = (await this.model.shown()).flatMap(({ label, recorded, schedule: run }) =>
      recorded && run.schedule ? [{ label, schedule: run.schedule, wall: recorded.wall }] : [],
    );
    const others = core.runColumns(runs, schedule);
    return {
      type: "table.rows",
      revision,
      schedule: id,
      tracks: [...schedule.tracks.keys(), ...others.map(({ title }) => title)],
      rows: core.tableRows(schedule, first, last, rows, others),
    };
  }

  private setProbe(probe: ProbeState): void {
    this.probeNow = probe;
    this.probeChanged.fire(probe);
  }

  private write(level: Of<"log">["level"], message: string): void {
    const line = `Panel: ${message}`;
    if (level === "error") this.log.error(line);
    else if (level === "warning") this.log.warn(line);
    else this.log.info(line);
  }

  override dispose(): void {
    clearTimeout(this.timer);
    this.messenger.dispose();
    super.dispose();
  }
}

/** What was shown ahead of an edit is present once the edit is done. */
const isPresent = (shown: AnalyzedDocument, { document, version, analysis }: AnalyzedDocument) =>
  shown.version === document.version ||
  (shown.analysis === analysis && version === document.version);

function pathOf(
  { schedule }: IdentifiedSchedule,
  name: string | undefined,
  phase: number | undefined,
): Path {
  if (name === undefined) return [];
  const track = schedule.schedule?.tracks.get(name);
  if (!track) throw new Error(`The schedule has no ${name}.`);
  if (phase === undefined) return track.path;
  const span = track.phases[phase];
  if (!span) throw new Error(`${name} has no phase number ${phase}.`);
  return span.path;
}
