import { l10n, Selection, type TextDocument, type TextEditor } from "vscode";
import { rebase, withEdits } from "../../core/edit/rebase";
import type { TextEdit } from "../../core/text/range";
import { toRange } from "../positions";

/**
 * The edits of one drag in an editor, as one step to undo: a stop before the first and one after the
 * last, none between. Every edit is told against the text as it was before the drag.
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

  /** False where the text says already what it was before with `edits`. */
  wouldChange(edits: readonly TextEdit[]): boolean {
    return rebase(this.text, this.applied, edits).length > 0;
  }

  /** Makes the text what it was before with `edits`; false where it says that already. */
  async apply(edits: readonly TextEdit[]): Promise<boolean> {
    if (this.isForeign()) throw new Error(l10n.t("The text was changed meanwhile."));
    const changes = rebase(this.text, this.applied, edits);
    if (changes.length === 0) return false;
    this.expected = withEdits(this.text, edits);
    await this.edit(changes, { undoStopBefore: !this.started, undoStopAfter: false });
    this.started = true;
    this.applied = edits;
    return true;
  }

  /**
   * The stop after the last edit: what was written is written once more, as a stop alone cannot be
   * set. The cursor goes back to where it was in the text around.
   */
  async close(): Promise<void> {
    if (!this.started) return;
    const [first] = rebase(this.text, [], this.applied);
    const start = first?.range.start ?? 0;
    const end = start + (first ? first.text.length : 1);
    const again = { range: { start, end }, text: this.document.getText().slice(start, end) };
    await this.edit([again], { undoStopBefore: false, undoStopAfter: true });
    this.restoreSelections();
  }

  private async edit(
    edits: readonly TextEdit[],
    stops: { readonly undoStopBefore: boolean; readonly undoStopAfter: boolean },
  ): Promise<void> {
    const ranges = edits.map(({ range }) => toRange(this.document, range));
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
