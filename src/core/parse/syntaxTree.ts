/**
 * What the readers need of a tolerant syntax tree with the node types of tree-sitter-typescript.
 * The core knows only these shapes; who runs it brings the parser (`src/syntax`).
 */
export interface SyntaxNode {
  readonly id: number;
  readonly type: string;
  /** UTF-16 offsets of the text. */
  readonly startIndex: number;
  readonly endIndex: number;
  readonly isNamed: boolean;
  readonly isError: boolean;
  readonly isMissing: boolean;
  /** Whether this node or anything in it is an error or missing. */
  readonly hasError: boolean;
  readonly parent: SyntaxNode | null;
  readonly children: readonly (SyntaxNode | null)[];
  readonly namedChildren: readonly (SyntaxNode | null)[];
  childForFieldName(name: string): SyntaxNode | null;
  descendantForIndex(start: number, end?: number): SyntaxNode | null;
}

export interface SyntaxPoint {
  readonly row: number;
  readonly column: number;
}

export interface SyntaxEdit {
  readonly startIndex: number;
  readonly oldEndIndex: number;
  readonly newEndIndex: number;
  readonly startPosition: SyntaxPoint;
  readonly oldEndPosition: SyntaxPoint;
  readonly newEndPosition: SyntaxPoint;
}

export interface SyntaxTree {
  readonly rootNode: SyntaxNode;
  /** Tells the tree of a change of its text, before it is given to `parse` as `previous`. */
  edit(edit: SyntaxEdit): void;
  /**
   * What differs between this tree, told of an edit, and the tree of the text after it: every
   * character outside of these ranges has the same ancestors in both.
   */
  getChangedRanges(next: SyntaxTree): { readonly startIndex: number; readonly endIndex: number }[];
  /** Frees the memory outside JavaScript's heap; the tree and its nodes are of no use after it. */
  delete(): void;
}

export interface SyntaxParseOptions {
  /** A tree of the text before a change that `SyntaxTree.edit` told it of. */
  readonly previous?: SyntaxTree | undefined;
  /** Asked now and then; once it says true, parsing ends without a tree. */
  readonly expired?: (() => boolean) | undefined;
  /** The part of the text to parse, where that is not all of it; offsets stay those of the text. */
  readonly only?: { readonly start: number; readonly end: number } | undefined;
}

export interface SyntaxParser {
  /** A tree of `text`, however broken; undefined where `expired` said so. The caller deletes it. */
  parse(text: string, options?: SyntaxParseOptions): SyntaxTree | undefined;
}

/** The children that mean something: neither null nor comments nor punctuation. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (const child of node.namedChildren) {
    if (child !== null && child.type !== "comment") parts.push(child);
  }
  return parts;
}

export const rangeOf = (node: SyntaxNode): { start: number; end: number } => ({
  start: node.startIndex,
  end: node.endIndex,
});
