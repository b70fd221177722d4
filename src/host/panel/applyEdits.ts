import type { TextDocument } from "vscode";
import type { TextEdit } from "../../core/text/range";
import { DragEdits } from "./dragEdits";
import { editorOf } from "./editorOf";

/** Makes edits as one step to undo, the cursor where it was. `text` is what they were made for. */
export async function applyEdits(
  document: TextDocument,
  text: string,
  edits: readonly TextEdit[],
): Promise<void> {
  const under = new DragEdits(document, await editorOf(document), text);
  const step = under.stepTo(edits);
  if (!step) return;
  await under.make(step);
  under.close();
}
