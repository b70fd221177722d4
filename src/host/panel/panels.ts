import {
  commands,
  EventEmitter,
  window,
  type Uri,
  type WebviewView,
  type WebviewViewProvider,
} from "vscode";
import type { ProbeState } from "../../protocol/probe";
import { Owner } from "../disposables";
import type { Log } from "../log";
import { PANEL_VIEW } from "../names";
import type { PanelModel } from "./panelModel";
import { PanelSession } from "./panelSession";

/** A panel that does not answer within this time is not going to. */
const READY_WITHIN_MS = 30_000;

/** The view in the side bar; its session lives as long as the view, hidden or not. */
export class Panels extends Owner implements WebviewViewProvider {
  private readonly probeChanged = this.own(new EventEmitter<ProbeState | undefined>());
  private readonly resolved = this.own(new EventEmitter<PanelSession>());
  private current: PanelSession | undefined;

  readonly onDidChangeProbe = this.probeChanged.event;

  constructor(
    private readonly model: PanelModel,
    private readonly extensionUri: Uri,
    private readonly log: Log,
  ) {
    super();
    this.own(window.registerWebviewViewProvider(PANEL_VIEW, this));
  }

  get session(): PanelSession | undefined {
    return this.current;
  }

  resolveWebviewView(view: WebviewView): void {
    const session = new PanelSession(view, this.model, this.extensionUri, this.log);
    this.current = session;
    view.onDidChangeVisibility(() => {
      session.visibilityChanged();
    });
    session.onDidChangeProbe((probe) => {
      this.probeChanged.fire(probe);
    });
    view.onDidDispose(() => {
      this.ended(session);
    });
    this.resolved.fire(session);
  }

  /** Shows the panel; `focus` says whether it takes the keyboard. */
  async show(): Promise<PanelSession> {
    await commands.executeCommand(`${PANEL_VIEW}.focus`);
    return (await this.nextSession()).whenReady();
  }

  private nextSession(): Promise<PanelSession> {
    if (this.current) return Promise.resolve(this.current);
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
    if (this.current !== session) return;
    this.current = undefined;
    this.probeChanged.fire(undefined);
  }

  override dispose(): void {
    this.current?.dispose();
    super.dispose();
  }
}
