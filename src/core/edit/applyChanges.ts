import type { ParsedDocument, SourceObject } from "../parse/sourceValue";
import type { TextEdit } from "../text/range";
import { t } from "../text/words";
import { Batch } from "./batch";
import type { Change, ChangeResult } from "./change";
import { RefusalError } from "./refusalError";

/**
 * Turns changes of a definition into the smallest edits of its text. Comments, layout and number
 * style stay; a change that the text does not allow refuses the whole batch with its reason.
 */
export function applyChanges(
  document: ParsedDocument,
  root: SourceObject,
  changes: readonly Change[],
): ChangeResult {
  try {
    return { edits: sorted(new Batch(document, root).edits(changes)) };
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    return { edits: [], refusal: { path: error.path, reason: error.reason } };
  }
}

/** By position, duplicates dropped; overlapping edits contradict each other. */
function sorted(edits: readonly TextEdit[]): TextEdit[] {
  const ordered = [...edits].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
  const result: TextEdit[] = [];
  for (const edit of ordered) {
    const last = result.at(-1);
    if (last && same(last, edit)) continue;
    if (last && edit.range.start < last.range.end) {
      throw new RefusalError([], t("the changes concern the same text"));
    }
    result.push(edit);
  }
  return result;
}

const same = (a: TextEdit, b: TextEdit): boolean =>
  a.range.start === b.range.start && a.range.end === b.range.end && a.text === b.text;
