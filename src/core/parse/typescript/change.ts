import type { Range } from "../../text/range";
import type { SyntaxEdit, SyntaxNode, SyntaxTree } from "../syntaxTree";

/** What one replacement has made of a document's text and of its tree. */
export interface Change {
  readonly before: string;
  readonly after: string;
  readonly edit: Pick<SyntaxEdit, "startIndex" | "oldEndIndex" | "newEndIndex">;
  /** Where in `after` anything stands that the trees do not have in common: whole statements. */
  readonly dirty: readonly Range[];
}

/**
 * `old` is the tree before, told of the edit, so that its offsets are those of the text after.
 * Outside of the ranges that the trees list as changed, every character has the same ancestors in
 * both; a statement of the file with a changed character in it or beside it is dirty as a whole.
 */
export function changeOf(
  trees: { readonly old: SyntaxTree; readonly next: SyntaxTree },
  texts: { readonly before: string; readonly after: string },
  edit: SyntaxEdit,
): Change {
  const { old, next } = trees;
  const changed = [
    { start: edit.startIndex, end: edit.newEndIndex },
    ...old
      .getChangedRanges(next)
      .map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex })),
  ];
  const dirty = changed.map((range) => {
    const all = [range, ...statementsAt(old, range), ...statementsAt(next, range)];
    return {
      start: Math.min(...all.map(({ start }) => start)),
      end: Math.max(...all.map(({ end }) => end)),
    };
  });
  return { ...texts, edit, dirty: merged(dirty) };
}

/** The first and the last statement of the file that a range meets or adjoins. */
function statementsAt({ rootNode }: SyntaxTree, { start, end }: Range): Range[] {
  return [Math.max(0, start - 1), start, end].flatMap((at) => {
    const statement = topOf(rootNode.descendantForIndex(at));
    return statement ? [{ start: statement.startIndex, end: statement.endIndex }] : [];
  });
}

/** The statement of the file that holds a node; undefined for the file itself. */
export function topOf(node: SyntaxNode | null): SyntaxNode | undefined {
  for (let at = node; at;) {
    const { parent } = at;
    if (parent === null) return undefined;
    if (parent.parent === null) return at;
    at = parent;
  }
  return undefined;
}

function merged(ranges: readonly Range[]): Range[] {
  const found: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}

/** Where a range of the text before stands after; undefined where the edit meets or adjoins it. */
export function movedBy({ edit }: Change, range: Range): Range | undefined {
  if (range.end < edit.startIndex) return range;
  if (range.start <= edit.oldEndIndex) return undefined;
  const shift = edit.newEndIndex - edit.oldEndIndex;
  return { start: range.start + shift, end: range.end + shift };
}

/** The dirty parts as they stood in the text before. */
export function dirtyBefore({ edit, dirty }: Change): Range[] {
  const shift = edit.newEndIndex - edit.oldEndIndex;
  return dirty.map(({ start, end }) => ({
    // a border within what was written is one of what was replaced
    start: start <= edit.startIndex ? start : Math.max(edit.startIndex, start - shift),
    end: end < edit.startIndex ? end : Math.max(edit.oldEndIndex, end - shift),
  }));
}
