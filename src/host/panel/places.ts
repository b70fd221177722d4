import { window, workspace, type Memento, type TextDocument, type Uri } from "vscode";
import { scheduleLanguage } from "../documents";
import { ID } from "../names";
import { tabUris } from "../openTabs";

const KEY = `${ID}.panelPlace`;

/** What the panel was about when the window was closed. */
export interface KeptPlace {
  readonly uri: string;
  /** The schedule picked in the panel, while the text cursor stood at `offset`. */
  readonly picked?: string;
  readonly offset: number;
}

/** Keeps the panel's document and choice in the workspace's state, over a reload of the window. */
export class Places {
  constructor(private readonly state: Memento) {}

  /** What is kept may be of another version of this extension, or of nothing. */
  read(): KeptPlace | undefined {
    const kept = this.state.get<unknown>(KEY);
    if (typeof kept !== "object" || kept === null) return undefined;
    const { uri, picked, offset } = kept as Record<string, unknown>;
    if (typeof uri !== "string" || typeof offset !== "number") return undefined;
    return { uri, offset, ...(typeof picked === "string" && { picked }) };
  }

  keep(place: KeptPlace | undefined): void {
    void this.state.update(KEY, place);
  }
}

/**
 * Opens the document of a tab that nobody has looked at since the window was loaded, or that VS Code
 * put aside; undefined where no tab shows it, or it is gone.
 */
export async function openFromTab(uri: string): Promise<TextDocument | undefined> {
  const found = tabUris().find((candidate) => candidate.toString() === uri);
  if (!found) return undefined;
  try {
    const document = await workspace.openTextDocument(found);
    return scheduleLanguage(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

/** A schedule document that can be seen beside the panel, but for one. */
export const visibleDocument = (except?: Uri): TextDocument | undefined =>
  window.visibleTextEditors
    .map(({ document }) => document)
    .find(
      (document) => document.uri.toString() !== except?.toString() && scheduleLanguage(document),
    );
