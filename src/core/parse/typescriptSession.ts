import type { ParsedDocument } from "./sourceValue";
import type { SyntaxParser, SyntaxTree } from "./syntaxTree";
import { editBetween } from "./treeEdit";
import { readTree, refuse, tooSlow, type TypeScriptOptions } from "./typescript";
import { changeOf } from "./typescript/change";
import { keptAfter, keptWith } from "./typescript/keep";
import type { TreeCache } from "./typescript/loader";
import { NOTHING_KEPT, type Kept } from "./typescript/roots";

/**
 * A text this short is parsed afresh while it is broken, which takes a few milliseconds: reusing
 * parts of a broken tree can give another tree than the same text opened anew.
 */
const FRESH_LENGTH = 20_000;

/**
 * One open TypeScript document: keeps its tree, so that a keystroke in a long file costs little.
 * The trees lie outside JavaScript's heap: `dispose` when the document closes.
 */
export class TypeScriptSession {
  private tree: SyntaxTree | undefined;
  private text = "";
  private readonly cache: TreeCache = new Map();
  private kept: Kept = NOTHING_KEPT;
  private surroundings: readonly unknown[] = [];

  constructor(private readonly parser: SyntaxParser) {}

  /** Reads the document's present text; the same answer as `parseTypeScript` gives. */
  update(text: string, options: TypeScriptOptions = {}): ParsedDocument {
    const refused = refuse(text);
    if (refused) {
      this.dispose();
      return refused;
    }
    const tree = this.parse(text, options.expired);
    if (!tree) return tooSlow(text);
    this.keepWhatHolds(options);
    const { parser, cache, kept } = this;
    const answer = readTree(text, tree, { ...options, parser, cache, kept });
    this.kept = answer.kept;
    return answer.document;
  }

  /** Frees all trees. The session can be used again afterwards, from the start. */
  dispose(): void {
    this.drop();
    this.kept = NOTHING_KEPT;
    for (const { tree } of this.cache.values()) tree.delete();
    this.cache.clear();
  }

  /** Definitions that were read with other values or other files are read again. */
  private keepWhatHolds({ uri, values, resolveImport }: TypeScriptOptions): void {
    const now = [uri, ...(values ?? new Map<string, number>())].flat();
    const same =
      now.length === this.surroundings.length &&
      now.every((item, index) => Object.is(item, this.surroundings[index]));
    const roots = same ? keptWith(this.kept.roots, resolveImport) : NOTHING_KEPT.roots;
    this.kept = { ...this.kept, roots };
    this.surroundings = now;
  }

  private drop(): void {
    this.tree?.delete();
    this.tree = undefined;
    this.text = "";
  }

  private parse(text: string, expired: (() => boolean) | undefined): SyntaxTree | undefined {
    const old = this.tree;
    const edit = editBetween(this.text, text);
    if (old && !edit) return old;
    if (old && edit) old.edit(edit);
    const next = this.next(text, expired);
    const texts = { before: this.text, after: text };
    const change = old && next && edit && changeOf({ old, next }, texts, edit);
    this.kept = change ? keptAfter(this.kept, change) : NOTHING_KEPT;
    this.drop();
    this.tree = next;
    if (next) this.text = text;
    return next;
  }

  private next(text: string, expired: (() => boolean) | undefined): SyntaxTree | undefined {
    const next = this.parser.parse(text, { previous: this.tree, expired });
    const again =
      next !== undefined &&
      this.tree !== undefined &&
      next.rootNode.hasError &&
      text.length <= FRESH_LENGTH;
    if (!again) return next;
    next.delete();
    return this.parser.parse(text, { expired });
  }
}
