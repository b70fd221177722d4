import type { SyntaxParseOptions, SyntaxParser, SyntaxTree } from "../core/parse/syntaxTree";
import { pointAt } from "../core/parse/treeEdit";

type TreeSitter = typeof import("@vscode/tree-sitter-wasm");
type NativeParser = InstanceType<TreeSitter["Parser"]>;

/** The files of @vscode/tree-sitter-wasm that a parser is made of, as the caller read them. */
export interface SyntaxBytes {
  /** tree-sitter.wasm */
  readonly runtime: Uint8Array;
  /** tree-sitter-typescript.wasm, tree-sitter-python.wasm … */
  readonly language: Uint8Array;
}

/**
 * Makes the parser of a grammar from its two wasm files; takes about 20 ms. Works wherever
 * WebAssembly does: in node, in a web worker, in a page. It reads no file itself.
 */
export async function loadSyntaxParser(bytes: SyntaxBytes): Promise<SyntaxParser> {
  const treeSitter = await importTreeSitter();
  await treeSitter.Parser.init(moduleOptions(bytes.runtime));
  // a copy is of this realm's own Uint8Array, which is what the module asks for
  const language = await treeSitter.Language.load(new Uint8Array(bytes.language));
  const parser = new treeSitter.Parser();
  parser.setLanguage(language);
  return { parse: (text, options = {}) => parse(treeSitter, parser, text, options) };
}

/** Node's own, where there is one. */
declare const __filename: string | undefined;

/**
 * The module asks for its script's address as it loads, and throws where there is neither a node
 * file name nor a document: in the web worker that runs extensions. The address would only serve
 * to fetch the wasm file, which is already at hand, so a document without one does.
 */
async function importTreeSitter(): Promise<TreeSitter> {
  const scope = globalThis as { document?: unknown };
  const bare = typeof __filename === "undefined" && scope.document === undefined;
  if (bare) scope.document = {};
  try {
    return await import("@vscode/tree-sitter-wasm");
  } finally {
    if (bare) delete scope.document;
  }
}

type InitOptions = NonNullable<Parameters<TreeSitter["Parser"]["init"]>[0]>;

/** `wasmBinary` is emscripten's option for bytes in memory; the published types leave it out. */
function moduleOptions(wasmBinary: Uint8Array): InitOptions {
  const options: InitOptions & { wasmBinary: Uint8Array } = {
    wasmBinary,
    locateFile: (file) => file,
  };
  return options;
}

function parse(
  treeSitter: TreeSitter,
  parser: NativeParser,
  text: string,
  { previous, expired, only }: SyntaxParseOptions,
): SyntaxTree | undefined {
  const tree = parser.parse(text, previous instanceof treeSitter.Tree ? previous : null, {
    ...(expired && { progressCallback: expired }),
    ...(only && { includedRanges: [includedRange(text, only)] }),
  });
  // a cancelled parse would go on with this text at the next call, whatever its text
  if (tree === null) parser.reset();
  return tree ?? undefined;
}

function includedRange(text: string, { start, end }: { start: number; end: number }) {
  return {
    startIndex: start,
    endIndex: end,
    startPosition: pointAt(text, start),
    endPosition: pointAt(text, end),
  };
}
