import { l10n, Uri, window, workspace } from "vscode";
import { MOST_RUN_BYTES } from "../../core/data/runBounds";
import type { PanelMessage } from "../../protocol/panelMessages";
import type { RecentRuns } from "./recentRuns";

type Save = Omit<Extract<PanelMessage, { type: "run.save" }>, "type">;

const FILTERS: Record<Save["kind"], () => Record<string, string[]>> = {
  json: () => ({ JSON: ["json"] }),
  svg: () => ({ SVG: ["svg"] }),
  png: () => ({ PNG: ["png"] }),
  csv: () => ({ CSV: ["csv"] }),
};

/** Where the user wants it; the name of the file, or null where the user does not. */
export async function saveExport(
  { kind, name, content }: Save,
  recent?: RecentRuns,
): Promise<string | null> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const file = `${name.replace(/[^\w.-]+/g, "-")}.${kind}`;
  const target = await window.showSaveDialog({
    filters: FILTERS[kind](),
    ...(folder && { defaultUri: Uri.joinPath(folder, file) }),
  });
  if (!target) return null;
  await workspace.fs.writeFile(target, bytesOf(kind, content));
  if (kind === "json") recent?.add(target, content);
  return nameOf(target);
}

const bytesOf = (kind: Save["kind"], content: string): Uint8Array =>
  kind === "png"
    ? Uint8Array.from(atob(content), (character) => character.charCodeAt(0))
    : new TextEncoder().encode(content);

const nameOf = ({ path }: Uri): string => path.slice(path.lastIndexOf("/") + 1);

export interface OpenedFile {
  readonly file: string;
  readonly content: string;
}

/** The file of a saved run that the user picks; what is in it is for the panel to check. */
export async function openRunFile(recent: RecentRuns): Promise<OpenedFile | undefined> {
  const title = l10n.t("Open a Saved Probe Run");
  const chosen = await recent.ask(title);
  const [picked] =
    chosen === "other"
      ? ((await window.showOpenDialog({ title, filters: FILTERS.json() })) ?? [])
      : [chosen];
  if (!picked) return undefined;
  const { size } = await workspace.fs.stat(picked);
  if (size > MOST_RUN_BYTES) throw new Error(l10n.t("The file is too large for a saved run."));
  const content = new TextDecoder().decode(await workspace.fs.readFile(picked));
  return { file: nameOf(picked), content };
}
