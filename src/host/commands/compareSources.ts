import { l10n, Uri, workspace, type QuickPickItem, type TextDocument } from "vscode";
import type { SourceLanguage } from "../../core/parse/sourceValue";
import { scheduleLanguage } from "../documents";
import { freeze } from "../frozen/freeze";
import { MOST_FROZEN_TEXT, type FrozenDocument } from "../frozen/frozenDocument";
import type { FrozenSchedules } from "../frozen/frozenSchedules";
import { repositoryOf, shortCommit } from "../frozen/git";
import type { GivenValues } from "../language/givenValues";
import type { PanelModel } from "../panel/panelModel";
import type { Panels } from "../panel/panels";
import type { WorkspaceFiles } from "../workspaceFiles";
import { pick } from "../sinks";

export interface SourceTools {
  readonly model: PanelModel;
  readonly frozen: FrozenSchedules;
  readonly values: GivenValues;
  readonly files: WorkspaceFiles;
  /** Where a comparison is seen, whatever it was asked from. */
  readonly panels: Pick<Panels, "present">;
}

const MOST_FILES = 500;
/** Names of files that may hold schedules: the search takes no braces within braces. */
const WITH_SCHEDULES = [
  ...["schedule.json", "schedule.jsonc", "ts", "mts", "cts", "tsx", "js", "mjs", "py"],
  ...["yaml", "yml", "toml", "prototxt", "config"],
]
  .map((ending) => `*.${ending}`)
  .concat("*ds_config*.json", "*deepspeed*.json");

/** Keeps a copy of the active schedule as it is now, and lays it beside what becomes of it. */
export async function pinSchedule(tools: SourceTools): Promise<void> {
  const active = await tools.model.active();
  if (!active) throw new Error(l10n.t("There is no schedule to pin."));
  const { document } = active.from;
  const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const own = active.id.slice(document.uri.toString().length + 1);
  await add(tools, document, {
    key: `pin:${crypto.randomUUID()}`,
    kind: "pin",
    label: l10n.t("pinned at {0}", time),
    text: document.getText(),
    only: own,
  });
}

/** Lays the schedules of the active file as they were at the last commit beside the active one. */
export async function compareWithCommit(tools: SourceTools): Promise<void> {
  const active = await tools.model.active();
  if (!active) throw new Error(l10n.t("There is no schedule to compare."));
  const { document } = active.from;
  const { uri } = document;
  const repository = await repositoryOf(uri);
  const at = (file: Uri): Promise<string> => repository.show("HEAD", file.fsPath);
  let text: string;
  try {
    text = await at(uri);
  } catch {
    throw new Error(l10n.t("The last commit has no {0}.", workspace.asRelativePath(uri, false)));
  }
  const own = active.id.slice(uri.toString().length + 1);
  await add(
    tools,
    document,
    {
      key: `commit:${uri.toString()}`,
      kind: "commit",
      label: l10n.t("commit {0}", shortCommit(repository)),
      text,
    },
    (file) => at(file).catch(() => undefined),
    own,
  );
}

/** Asks for a file of the workspace, which need not be open, and for its schedules. */
export async function compareWithFile(tools: SourceTools): Promise<void> {
  const uri = await pickFile();
  if (!uri) return;
  const document = await workspace.openTextDocument(uri);
  if (!scheduleLanguage(document)) throw new Error(l10n.t("This file defines no schedule."));
  await add(tools, document, {
    key: `file:${uri.toString()}`,
    kind: "file",
    label: workspace.asRelativePath(uri, false),
    text: document.getText(),
  });
}

interface FileItem extends QuickPickItem {
  readonly uri: Uri;
}

async function pickFile(): Promise<Uri | undefined> {
  const found = await workspace.findFiles(
    `**/{${WITH_SCHEDULES.join(",")}}`,
    "**/node_modules/**",
    MOST_FILES,
  );
  const items = found
    .map((uri): FileItem => ({ label: workspace.asRelativePath(uri, false), uri }))
    .sort((a, b) => rank(a) - rank(b) || (a.label < b.label ? -1 : 1));
  const chosen = await pick(items, {
    title: l10n.t("Compare with a File"),
    placeHolder: l10n.t("Pick a file of the workspace that defines schedules"),
  });
  return chosen?.uri;
}

/** Files that surely hold schedules come first. */
const rank = ({ label }: FileItem): number => (label.includes(".schedule.") ? 0 : 1);

type Source = Pick<FrozenDocument, "key" | "kind" | "label" | "text" | "only">;

async function add(
  { model, frozen, values, files, panels }: SourceTools,
  document: TextDocument,
  source: Source,
  fetch = (uri: Uri): Promise<string | undefined> => fetchFile(files, uri),
  wanted?: string,
): Promise<void> {
  const language: SourceLanguage | undefined = scheduleLanguage(document);
  if (!language) throw new Error(l10n.t("This file defines no schedule."));
  const kept = await freeze(
    {
      ...source,
      uri: document.uri.toString(),
      language,
      values: Object.fromEntries(values.of(document.uri)),
    },
    fetch,
    frozen.syntax,
  );
  if (JSON.stringify(kept).length > MOST_FROZEN_TEXT) {
    throw new Error(l10n.t("The file, with those that it imports, is too large to be kept."));
  }
  const schedules = await frozen.keep(kept);
  const chosen = schedules.filter(({ id }) => wanted !== undefined && id.endsWith(`#${wanted}`));
  const added = (chosen.length > 0 ? chosen : schedules).slice(0, 8).map(({ id }) => id);
  if (added.length === 0) throw new Error(l10n.t("There is no schedule in it."));
  await model.compareAlso(added);
  await panels.present();
}

async function fetchFile(files: WorkspaceFiles, uri: Uri): Promise<string | undefined> {
  if (files.text(uri) === undefined) await files.fetchWanted();
  return files.text(uri);
}
