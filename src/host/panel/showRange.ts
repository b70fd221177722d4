import { TabInputText, Uri, ViewColumn, window, workspace, type TextDocument } from "vscode";
import type { Origin } from "../../core/parse/sourceValue";
import type { Range } from "../../core/text/range";
import { toRange } from "../positions";

/**
 * Selects a range in the editor that shows the document already, if one does; never in place of the
 * panel, where that is a tab of the column `panelColumn`.
 */
export async function showRange(
  document: TextDocument,
  range: Range,
  focus: boolean,
  panelColumn?: ViewColumn,
): Promise<void> {
  const viewColumn = columnOf(document, panelColumn);
  await window.showTextDocument(document, {
    selection: toRange(document, range),
    preserveFocus: !focus,
    ...(viewColumn !== undefined && { viewColumn }),
  });
}

/** The same for what a document takes from a place of its own, or of another file. */
export async function showOrigin(
  document: TextDocument,
  { uri, range }: Origin,
  panelColumn?: ViewColumn,
): Promise<void> {
  const opened =
    uri === undefined ? document : await workspace.openTextDocument(Uri.parse(uri, true));
  await showRange(opened, range, true, panelColumn);
}

function columnOf(
  document: TextDocument,
  panelColumn: ViewColumn | undefined,
): ViewColumn | undefined {
  const editor = window.visibleTextEditors.find((visible) => visible.document === document);
  if (editor?.viewColumn !== undefined) return editor.viewColumn;
  if (panelColumn === undefined) return undefined;
  const uri = document.uri.toString();
  const group = window.tabGroups.all.find(
    ({ viewColumn, tabs }) =>
      viewColumn !== panelColumn &&
      tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri),
  );
  return group?.viewColumn ?? ViewColumn.Beside;
}
