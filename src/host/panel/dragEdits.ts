import { l10n, Selection, type TextDocument, type TextEditor } from "vscode";
import { rebase, withEdits } from "../../core/edit/rebase";
import type { TextEdit } from "../../core/text/range";
import { toRange } from "../positions";

/** What makes the text another one: computed once, to be read ahead and then made. */
export interface Step {
  /** Of the text as it was before the drag. */
  readonly edits: readonly TextEdit[];
  /** Of the text as it is. */
  readonly changes: readonly TextEdit[];
  /** What the document says then. */
  readonly text: string;
}

/**
 * The edits of one drag in an editor, as one step to undo: a stop before the first, none between,
 * and none after the last: whatever comes next sets one itself. Every edit is told against the text
 * as it was before the drag.
 */
export class DragEdits {
  private applied: readonly TextEdit[] = [];
  private started = false;
  /** What the document says once the edit under way is done. */
  private expected: string;
  private readonly selections: readonly { readonly anchor: number; readonly active: number }[];

  constructor(
    private readonly document: TextDocument,
    private readonly editor: TextEditor,
    private readonly text: string,
  ) {
    this.expected = text;
    this.selections = editor.selections.map(({ anchor, active }) => ({
      anchor: document.offsetAt(anchor),
      active: document.offsetAt(active),
    }));
  }

  /** Whether the document says something that this drag did not write. */
  isForeign(): boolean {
    return this.document.getText() !== this.expected;
  }

  /** What leads to the text before with `edits`; undefined where the document says that already. */
  stepTo(edits: readonly TextEdit[]): Step | undefined {
    const changes = rebase(this.text, this.applied, edits);
    return changes.length === 0 ? undefined : { edits, changes, text: withEdits(this.text, edits) };
  }

  async make({ edits, changes, text }: Step): Promise<void> {
    if (this.isForeign()) throw new Error(l10n.t("The text was changed meanwhile."));
    this.expected = text;
    await this.edit(changes);
    this.started = true;
    this.applied = edits;
  }

  /** The cursor goes back to where it was in the text around. */
  close(): void {
    if (this.started) this.restoreSelections();
  }

  private async edit(edits: readonly TextEdit[]): Promise<void> {
    const ranges = edits.map(({ range }) => toRange(this.document, range));
    const stops = { undoStopBefore: !this.started, undoStopAfter: false };
    const done = await this.editor.edit((builder) => {
      edits.forEach(({ text }, i) => {
        const range = ranges[i];
        if (range) builder.replace(range, text);
      });
    }, stops);
    if (!done) throw new Error(l10n.t("The editor did not take the edit."));
  }

  private restoreSelections(): void {
    const at = (offset: number) => this.document.positionAt(this.moved(offset));
    const selections = this.selections.map(
      ({ anchor, active }) => new Selection(at(anchor), at(active)),
    );
    const same = selections.every((selection, i) => this.editor.selections[i]?.isEqual(selection));
    if (!same) this.editor.selections = selections;
  }

  /** Where a place of the old text is now. */
  private moved(offset: number): number {
    let shift = 0;
    for (const { range, text } of this.applied) {
      if (offset <= range.start) break;
      if (offset < range.end)
        return range.start + shift + Math.min(offset - range.start, text.length);
      shift += text.length - (range.end - range.start);
    }
    return offset + shift;
  }
}
