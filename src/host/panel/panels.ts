import {
  commands,
  EventEmitter,
  window,
  type Uri,
  type ViewColumn,
  type WebviewPanel,
  type WebviewPanelSerializer,
  type WebviewView,
  type WebviewViewProvider,
} from "vscode";
import type { ProbeState } from "../../protocol/probe";
import { Owner } from "../disposables";
import type { Log } from "../log";
import { PANEL_TAB, PANEL_VIEW } from "../names";
import type { TemplateFiles } from "../templateFiles";
import { createTab, EditorTab } from "./editorTab";
import type { PanelModel } from "./panelModel";
import type { RecentRuns } from "./recentRuns";
import { PanelSession, type PanelSurface } from "./panelSession";

/** A panel that does not answer within this time is not going to. */
const READY_WITHIN_MS = 30_000;

/** The view in the side bar, or the tab among the editors. */
export type PanelPlace = "view" | "tab";

/**
 * The places where the panel is shown: a view in the side bar, and a tab among the editors. Both
 * show the same model; a session lives as long as its place, hidden or not.
 */
export class Panels extends Owner implements WebviewViewProvider, WebviewPanelSerializer {
  private readonly probeChanged = this.own(new EventEmitter<ProbeState | undefined>());
  private readonly curveShown = this.own(new EventEmitter<void>());
  private readonly resolved = this.own(new EventEmitter<PanelSession>());
  /** The one that was last shown or active comes first. */
  private sessions: readonly PanelSession[] = [];
  private view: PanelSession | undefined;
  private tab: EditorTab | undefined;

  readonly onDidChangeProbe = this.probeChanged.event;
  readonly onDidShowCurve = this.curveShown.event;

  constructor(
    private readonly model: PanelModel,
    private readonly extensionUri: Uri,
    private readonly log: Log,
    private readonly templates: TemplateFiles,
    private readonly recent: RecentRuns,
  ) {
    super();
    this.own(window.registerWebviewViewProvider(PANEL_VIEW, this));
    this.own(window.registerWebviewPanelSerializer(PANEL_TAB, this));
  }

  /** The one that commands speak to: the active one, or else one that can be seen. */
  get session(): PanelSession | undefined {
    if (this.tab?.active) return this.tab.session;
    return this.sessions.find(({ visible }) => visible) ?? this.sessions[0];
  }

  at(place: PanelPlace | undefined): PanelSession | undefined {
    if (place === "view") return this.view;
    return place === "tab" ? this.tab?.session : this.session;
  }

  /** A probe that trains, wherever it was started; else that of the present panel. */
  get probe(): ProbeState | undefined {
    return (this.probing ?? this.session)?.probe;
  }

  /** The panel whose probe trains. */
  get probing(): PanelSession | undefined {
    return this.sessions.find(({ probe: { state } }) => state === "running" || state === "paused");
  }

  resolveWebviewView(view: WebviewView): void {
    const session = this.open(view);
    this.view = session;
    view.onDidChangeVisibility(() => {
      this.shown(session);
    });
    view.onDidDispose(() => {
      if (this.view === session) this.view = undefined;
      this.ended(session);
    });
    this.resolved.fire(session);
  }

  /** After a reload of the window: the page keeps by itself what the user set in it. */
  deserializeWebviewPanel(panel: WebviewPanel): Promise<void> {
    this.adopt(panel);
    return Promise.resolve();
  }

  /** Shows the view in the side bar, which takes the keyboard. */
  async show(): Promise<PanelSession> {
    await commands.executeCommand(`${PANEL_VIEW}.focus`);
    return (this.view ?? (await this.nextView())).whenReady();
  }

  /** Shows the tab among the editors. */
  async showTab(column: ViewColumn): Promise<PanelSession> {
    if (this.tab) this.tab.reveal(column);
    else this.adopt(createTab(column));
    return this.tab?.session.whenReady() ?? Promise.reject(new Error("The panel did not open."));
  }

  /** The panel that can be seen, or else the view in the side bar. */
  async present(): Promise<PanelSession> {
    const { session } = this;
    return session?.visible ? session.whenReady() : this.show();
  }

  private adopt(panel: WebviewPanel): void {
    const session = this.open(panel);
    const tab = new EditorTab(panel, session, this.model, this.extensionUri);
    this.tab = tab;
    panel.onDidChangeViewState(() => {
      this.shown(session);
    });
    panel.onDidDispose(() => {
      tab.dispose();
      if (this.tab === tab) this.tab = undefined;
      this.ended(session);
    });
  }

  private open(surface: PanelSurface): PanelSession {
    const session = new PanelSession(
      surface,
      this.model,
      this.extensionUri,
      this.log,
      this.templates,
      this.recent,
    );
    this.sessions = [session, ...this.sessions];
    session.onDidChangeProbe((probe) => {
      this.probeChanged.fire(probe);
    });
    session.onDidShowCurve(() => {
      this.curveShown.fire();
    });
    return session;
  }

  private shown(session: PanelSession): void {
    session.visibilityChanged();
    if (!session.visible) return;
    this.sessions = [session, ...this.sessions.filter((other) => other !== session)];
  }

  private nextView(): Promise<PanelSession> {
    return new Promise((resolve, reject) => {
      const listener = this.resolved.event((session) => {
        clearTimeout(timer);
        listener.dispose();
        resolve(session);
      });
      const timer = setTimeout(() => {
        listener.dispose();
        reject(new Error("The panel did not open."));
      }, READY_WITHIN_MS);
    });
  }

  private ended(session: PanelSession): void {
    session.dispose();
    this.sessions = this.sessions.filter((other) => other !== session);
    this.probeChanged.fire(undefined);
  }

  override dispose(): void {
    for (const session of this.sessions) session.dispose();
    this.tab?.dispose();
    super.dispose();
  }
}
