import { parseJson } from "../json";
import { MAX_IMPORT_DEPTH, MAX_IMPORTED_FILES, MAX_TYPESCRIPT_LENGTH } from "../limits";
import type { SourceValue } from "../sourceValue";
import type { SyntaxParser, SyntaxTree } from "../syntaxTree";
import { createModule, type SourceModule } from "./module";
import type { Tracer } from "./trace";

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
  readonly tracer: Tracer;
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
    if (known) this.options.tracer.file(file.uri, file.text);
    return known ?? this.open(file, from.depth + 1);
  }

  private open({ uri, text }: ImportedFile, depth: number): SourceModule | undefined {
    const { tracer } = this.options;
    const tree = this.modules.size < MAX_IMPORTED_FILES && this.treeOf({ uri, text });
    if (!tree) {
      tracer.unsettle();
      return undefined;
    }
    const module = createModule({ uri, location: uri, text, tree, depth, tracer });
    this.modules.set(uri, module);
    this.texts.set(uri, text);
    tracer.file(uri, text);
    return module;
  }

  /** A file that a definition of an earlier reading needs, which is not read again. */
  keep(uri: string, text: string): void {
    this.texts.set(uri, text);
  }

  /** Whether another file might be one too many. */
  get full(): boolean {
    return this.texts.size >= MAX_IMPORTED_FILES;
  }

  /** The value of a JSON file, its ranges within that file. */
  loadJson(specifier: string, from: SourceModule): { value: SourceValue; uri: string } | undefined {
    const file = this.find(specifier, from);
    if (!file?.uri.endsWith(".json")) return undefined;
    const value = parseJson(file.text).roots[0]?.value;
    this.texts.set(file.uri, file.text);
    this.options.tracer.file(file.uri, file.text);
    return value && { value, uri: file.uri };
  }

  /** Forgets the trees of files that this reading had no use for. */
  prune(): void {
    for (const [uri, { tree }] of this.options.cache) {
      if (this.modules.has(uri) || this.texts.has(uri)) continue;
      tree.delete();
      this.options.cache.delete(uri);
    }
  }

  private find(specifier: string, from: SourceModule): ImportedFile | undefined {
    if (from.depth >= MAX_IMPORT_DEPTH) {
      // how deep a file lies depends on what was read before
      this.options.tracer.unsettle();
      return undefined;
    }
    const file = this.options.resolve?.(specifier, from.location);
    this.options.tracer.request({ specifier, from: from.location, answer: file });
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
