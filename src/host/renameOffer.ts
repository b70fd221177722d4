import { l10n, Uri, workspace, WorkspaceEdit, type Disposable, type TextDocument } from "vscode";
import type { AnalysisService } from "./analysisService";
import { isMisnamed } from "./documents";
import { showFailure, type Log } from "./log";
import { freeName } from "./newFile";
import { tell } from "./sinks";

/**
 * Offers, once for each file, the name by which completion and other tools know a schedule; not
 * where nothing can be renamed, as in a diff, a log or a repository that is only read.
 */
export function offerRenames(analyses: AnalysisService, log: Log): Disposable {
  const offered = new Set<string>();
  return analyses.onDidAnalyze(({ document, analysis }) => {
    const key = document.uri.toString();
    if (offered.has(key) || analysis.schedules.length === 0 || !isMisnamed(document)) return;
    if (workspace.fs.isWritableFileSystem(document.uri.scheme) !== true) return;
    offered.add(key);
    offer(document).catch((error: unknown) => showFailure(log, error));
  });
}

async function offer(document: TextDocument): Promise<void> {
  const { uri } = document;
  const file = nameOf(uri);
  const base = file.replace(/(?:\.schedule)?\.jsonc?$/i, "");
  const better = await freeName(Uri.joinPath(uri, ".."), base, ".schedule.json");
  if (!better) return;
  const rename = l10n.t("Rename to {0}", nameOf(better));
  const said = l10n.t(
    "{0} holds a schedule. Under a name in {1} its keys are completed, too.",
    file,
    ".schedule.json",
  );
  if ((await tell(said, rename)) !== rename) return;
  if (document.isDirty) await document.save();
  const edit = new WorkspaceEdit();
  edit.renameFile(uri, better, { overwrite: false });
  if (!(await workspace.applyEdit(edit))) throw new Error(l10n.t("The file cannot be renamed."));
}

const nameOf = ({ path }: Uri): string => path.slice(path.lastIndexOf("/") + 1);
