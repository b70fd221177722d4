import { parseJson } from "../json";
import { MAX_IMPORT_DEPTH, MAX_IMPORTED_FILES, MAX_TYPESCRIPT_LENGTH } from "../limits";
import type { SourceValue } from "../sourceValue";
import type { SyntaxParser, SyntaxTree } from "../syntaxTree";
import { createModule, type SourceModule } from "./module";

/** A file that an import names, as the workspace holds it now. */
export interface ImportedFile {
  readonly uri: string;
  readonly text: string;
}

/**
 * Finds the file behind an import, for instance `./constants` as seen from `fromUri` (the empty
 * string where the document has no address). Undefined for packages, files outside the workspace,
 * and files not read yet.
 */
export type ResolveImport = (specifier: string, fromUri: string) => ImportedFile | undefined;

/** Trees of imported files that outlive one reading; each belongs to one version of its text. */
export type TreeCache = Map<string, { readonly text: string; readonly tree: SyntaxTree }>;

export interface LoaderOptions {
  readonly parser: SyntaxParser;
  readonly resolve: ResolveImport | undefined;
  readonly cache: TreeCache;
  readonly expired: () => boolean;
}

/** The files behind the imports of one document: each read once, within the limits. */
export class ModuleLoader {
  private readonly modules = new Map<string, SourceModule>();
  /** The texts of all files that were read, by their addresses. */
  readonly texts = new Map<string, string>();

  constructor(private readonly options: LoaderOptions) {}

  load(specifier: string, from: SourceModule): SourceModule | undefined {
    const file = this.find(specifier, from);
    if (!file || file.uri.endsWith(".json")) return undefined;
    const known = this.modules.get(file.uri);
    if (known) return known;
    if (this.modules.size >= MAX_IMPORTED_FILES) return undefined;
    const tree = this.treeOf(file);
    if (!tree) return undefined;
    const { uri, text } = file;
    const module = createModule({ uri, location: uri, text, tree, depth: from.depth + 1 });
    this.modules.set(uri, module);
    this.texts.set(uri, text);
    return module;
  }

  /** The value of a JSON file, its ranges within that file. */
  loadJson(specifier: string, from: SourceModule): { value: SourceValue; uri: string } | undefined {
    const file = this.find(specifier, from);
    if (!file?.uri.endsWith(".json")) return undefined;
    const value = parseJson(file.text).roots[0]?.value;
    this.texts.set(file.uri, file.text);
    return value && { value, uri: file.uri };
  }

  /** Forgets the trees of files that this reading had no use for. */
  prune(): void {
    for (const [uri, { tree }] of this.options.cache) {
      if (this.modules.has(uri)) continue;
      tree.delete();
      this.options.cache.delete(uri);
    }
  }

  private find(specifier: string, from: SourceModule): ImportedFile | undefined {
    if (from.depth >= MAX_IMPORT_DEPTH) return undefined;
    const file = this.options.resolve?.(specifier, from.location);
    return file && file.text.length <= MAX_TYPESCRIPT_LENGTH ? file : undefined;
  }

  private treeOf({ uri, text }: ImportedFile): SyntaxTree | undefined {
    const { cache, parser, expired } = this.options;
    const cached = cache.get(uri);
    if (cached?.text === text) return cached.tree;
    cached?.tree.delete();
    cache.delete(uri);
    const tree = parser.parse(text, { expired });
    if (tree) cache.set(uri, { text, tree });
    return tree;
  }
}
