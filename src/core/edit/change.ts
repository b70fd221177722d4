import type { Path } from "../parse/sourceValue";
import type { TextEdit } from "../text/range";

/** A value to be written into a definition, in whichever language the definition is in. */
export type NewValue =
  | number
  | string
  | boolean
  | null
  | SourceText
  | readonly NewValue[]
  | { readonly [key: string]: NewValue };

/** What stands elsewhere in the definition, written again as it is: names and number style are kept. */
export class SourceText {
  constructor(readonly source: string) {}
}

/**
 * A change of a definition's structure. Paths are those of the definition as it stands before any
 * change of the same batch.
 */
export type Change = SetChange | RemoveChange | InsertChange | RenameChange;

/** Replaces the value at `path`; the number style, quotes and unit of the old text are kept. */
export interface SetChange {
  readonly type: "set";
  readonly path: Path;
  readonly value: NewValue;
  /** What stands at the path is replaced even where it is a name: the constant behind it stays. */
  readonly here?: boolean;
}

/** Removes an entry (path ends in a key) or a list item (path ends in an index) with its comma. */
export interface RemoveChange {
  readonly type: "remove";
  readonly path: Path;
}

/**
 * Adds an entry or a list item. A path that ends in a key names the new key, written after the
 * entry `after`, or else last. A path that ends in an index names the item before which the new one
 * goes (the list's length: last); a track written without its list gets one.
 */
export interface InsertChange {
  readonly type: "insert";
  readonly path: Path;
  readonly value: NewValue;
  readonly after?: string;
}

/** Gives the entry at `path` another key. */
export interface RenameChange {
  readonly type: "rename";
  readonly path: Path;
  readonly key: string;
}

/** Why a change cannot be made in this text, in one sentence for the user. */
export interface Refusal {
  readonly path: Path;
  readonly reason: string;
}

/** All or nothing: where one change is refused, `edits` is empty. Edits are sorted, none overlap. */
export interface ChangeResult {
  readonly edits: readonly TextEdit[];
  readonly refusal?: Refusal;
}
