import { l10n, Uri, ViewColumn, window, type WebviewPanel } from "vscode";
import { Owner } from "../disposables";
import { PANEL_TAB } from "../names";
import type { PanelModel } from "./panelModel";
import type { PanelSession } from "./panelSession";

/** A tab is no place for a whole sentence. */
const MOST_CHARACTERS = 40;

export function createTab(column: ViewColumn): WebviewPanel {
  const place = { viewColumn: column, preserveFocus: column === ViewColumn.Beside };
  return window.createWebviewPanel(PANEL_TAB, l10n.t("Learning Rate Designer"), place);
}

/** The panel as a tab among the editors, named for the schedule that it shows. */
export class EditorTab extends Owner {
  constructor(
    private readonly panel: WebviewPanel,
    readonly session: PanelSession,
    model: PanelModel,
    extensionUri: Uri,
  ) {
    super();
    const media = (name: string): Uri => Uri.joinPath(extensionUri, "media", name);
    panel.iconPath = { light: media("tab-light.svg"), dark: media("tab-dark.svg") };
    const rename = (): void => void this.rename(model);
    this.own(model.onDidChange(rename));
    rename();
  }

  get active(): boolean {
    return this.panel.active;
  }

  /** Brings the tab to the front, in another column where one is asked for. */
  reveal(column: ViewColumn): void {
    const stay = column === ViewColumn.Beside && this.panel.visible;
    this.panel.reveal(stay ? this.panel.viewColumn : column, column === ViewColumn.Beside);
  }

  private async rename(model: PanelModel): Promise<void> {
    const name = (await model.active())?.title;
    const title = name === undefined ? l10n.t("Learning Rate Designer") : shorten(name);
    if (this.panel.title !== title) this.panel.title = title;
  }
}

const shorten = (name: string): string =>
  name.length > MOST_CHARACTERS ? `${name.slice(0, MOST_CHARACTERS - 1)}…` : name;
