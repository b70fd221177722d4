import { window, type TextDocument } from "vscode";
import type { Range } from "../../core/text/range";
import { toRange } from "../positions";

/** Selects a range in the editor that shows the document already, if one does, else in a new one. */
export async function showRange(
  document: TextDocument,
  range: Range,
  focus: boolean,
): Promise<void> {
  const editor = window.visibleTextEditors.find((visible) => visible.document === document);
  await window.showTextDocument(document, {
    selection: toRange(document, range),
    preserveFocus: !focus,
    ...(editor?.viewColumn !== undefined && { viewColumn: editor.viewColumn }),
  });
}
