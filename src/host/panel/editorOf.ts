import {
  TabInputText,
  TabInputWebview,
  ViewColumn,
  window,
  type TextDocument,
  type TextEditor,
} from "vscode";

/**
 * An editor that shows the document: one that does already, or a new one in the tab where it was
 * last, beside the panel where that is a tab itself. The keyboard stays where it is. What is edited
 * by dragging is always to be seen, and only an editor makes one undo of many edits.
 */
export function editorOf(document: TextDocument): Thenable<TextEditor> | TextEditor {
  const visible = window.visibleTextEditors.find((editor) => editor.document === document);
  if (visible) return visible;
  return window.showTextDocument(document, {
    preserveFocus: true,
    preview: false,
    viewColumn: columnOf(document),
  });
}

function columnOf(document: TextDocument): ViewColumn {
  const uri = document.uri.toString();
  const group = window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri),
  );
  const coversPanel = group?.activeTab?.input instanceof TabInputWebview;
  if (group && !coversPanel) return group.viewColumn;
  const active = window.tabGroups.activeTabGroup.activeTab?.input;
  return coversPanel || active instanceof TabInputWebview ? ViewColumn.Beside : ViewColumn.Active;
}
