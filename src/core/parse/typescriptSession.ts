import type { ParsedDocument } from "./sourceValue";
import type { SyntaxParser, SyntaxTree } from "./syntaxTree";
import { editBetween } from "./treeEdit";
import { readTree, refuse, tooSlow, type TypeScriptOptions } from "./typescript";
import type { TreeCache } from "./typescript/loader";

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
    return readTree(text, tree, { ...options, parser: this.parser, cache: this.cache });
  }

  /** Frees all trees. The session can be used again afterwards, from the start. */
  dispose(): void {
    this.drop();
    for (const { tree } of this.cache.values()) tree.delete();
    this.cache.clear();
  }

  private drop(): void {
    this.tree?.delete();
    this.tree = undefined;
    this.text = "";
  }

  private parse(text: string, expired: (() => boolean) | undefined): SyntaxTree | undefined {
    const edit = editBetween(this.text, text);
    if (this.tree && !edit) return this.tree;
    if (this.tree && edit) this.tree.edit(edit);
    const next = this.parser.parse(text, { previous: this.tree, expired });
    const again =
      next !== undefined &&
      this.tree !== undefined &&
      next.rootNode.hasError &&
      text.length <= FRESH_LENGTH;
    this.drop();
    if (again) next.delete();
    this.tree = again ? this.parser.parse(text, { expired }) : next;
    if (this.tree) this.text = text;
    return this.tree;
  }
}
