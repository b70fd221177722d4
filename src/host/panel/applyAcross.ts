import { l10n, Uri, workspace, WorkspaceEdit, type TextDocument } from "vscode";
import type { FileEdits } from "../../core/edit/elsewhere";
import type { TextEdit } from "../../core/text/range";
import { toRange } from "../positions";

/**
 * Makes edits of a document and of other files of the workspace as one step to undo. `text` is what
 * the document's own edits were made for; nothing is written where any of the files says another
 * text by now.
 */
export async function applyAcross(
  document: TextDocument,
  text: string,
  edits: readonly TextEdit[],
  elsewhere: readonly FileEdits[],
): Promise<void> {
  const edit = new WorkspaceEdit();
  add(edit, document, text, edits);
  for (const file of elsewhere) {
    const other = await workspace.openTextDocument(Uri.parse(file.uri ?? "", true));
    add(edit, other, file.text, file.edits);
  }
  if (!(await workspace.applyEdit(edit)))
    throw new Error(l10n.t("The editor did not take the edit."));
}

function add(
  edit: WorkspaceEdit,
  document: TextDocument,
  text: string,
  edits: readonly TextEdit[],
): void {
  if (edits.length === 0) return;
  if (document.getText() !== text) throw new Error(l10n.t("The text was changed meanwhile."));
  for (const { range, text: put } of edits)
    edit.replace(document.uri, toRange(document, range), put);
}
