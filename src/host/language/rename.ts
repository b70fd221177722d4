import { l10n, languages, WorkspaceEdit, type Disposable } from "vscode";
import type { AnalysisService } from "../analysisService";
import { SELECTOR } from "../documents";
import { toRange } from "../positions";

/** Renames a schedule in its file: its key or `name`, and its uses in `extends`. */
export const registerRename = (analyses: AnalysisService): Disposable =>
  languages.registerRenameProvider(SELECTOR, {
    async prepareRename(document, position, token) {
      const analyzed = await analyses.current(document, token);
      const { renameableAt } = await import("../lazy/core");
      const found = analyzed && renameableAt(analyzed.analysis, document.offsetAt(position));
      if (!found) throw new Error(l10n.t("There is nothing to rename here."));
      return { range: toRange(document, found.range), placeholder: found.name };
    },
    async provideRenameEdits(document, position, name, token) {
      const analyzed = await analyses.current(document, token);
      if (!analyzed) return undefined;
      const { renameSchedule } = await import("../lazy/core");
      const edits = renameSchedule(analyzed.analysis, document.offsetAt(position), name);
      if ("reason" in edits) throw new Error(edits.reason);
      const edit = new WorkspaceEdit();
      for (const { range, text } of edits)
        edit.replace(document.uri, toRange(document, range), text);
      return edit;
    },
  });
