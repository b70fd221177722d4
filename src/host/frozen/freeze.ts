import { Uri } from "vscode";
import type { Analysis } from "../../core/analysis";
import { importCandidates, isRelativePath } from "../../core/parse/importCandidates";
import type { ImportedFile } from "../../core/parse/typescript/loader";
import { FetchedTexts } from "../model/fetchedTexts";
import type { SyntaxParserSource } from "../syntaxParser";
import type { FrozenDocument } from "./frozenDocument";

/** Files that import files …: each round fetches those of one more level. */
const MOST_ROUNDS = 8;

type Lookup = (uri: Uri) => string | undefined;

/** Reads a frozen text; other files come from `lookup` alone. */
async function read(
  frozen: Omit<FrozenDocument, "files">,
  lookup: Lookup,
  syntax: SyntaxParserSource,
): Promise<Analysis> {
  const core = await import("../lazy/core");
  const parser = frozen.language === "typescript" ? await syntax.get() : undefined;
  const session = parser && core.createSession(parser);
  const resolve = (candidates: readonly string[], from: string): ImportedFile | undefined => {
    for (const candidate of candidates) {
      const uri = Uri.joinPath(Uri.parse(from, true), "..", candidate);
      const text = lookup(uri);
      if (text !== undefined) return { uri: uri.toString(), text };
    }
    return undefined;
  };
  try {
    return core.readDocument({
      text: frozen.text,
      uri: frozen.uri,
      values: new Map(Object.entries(frozen.values)),
      rules: { severities: {} },
      typescript: parser && session && { parser, session },
      resolveImport: (specifier, from) => resolve(importCandidates(specifier), from),
      resolveFile: (path) => resolve(isRelativePath(path) ? [path] : [], frozen.uri),
    });
  } finally {
    session?.dispose();
  }
}

export const readFrozenDocument = (
  frozen: FrozenDocument,
  syntax: SyntaxParserSource,
): Promise<Analysis> =>
  read(
    frozen,
    (uri) =>
      Object.hasOwn(frozen.files, uri.toString()) ? frozen.files[uri.toString()] : undefined,
    syntax,
  );

/** Gathers the files that a text takes anything from, each as `fetch` gives it. */
export async function freeze(
  document: Omit<FrozenDocument, "files">,
  fetch: (uri: Uri) => Promise<string | undefined>,
  syntax: SyntaxParserSource,
): Promise<FrozenDocument> {
  const texts = new FetchedTexts(fetch);
  let files: Record<string, string> = {};
  for (let round = 0; round < MOST_ROUNDS; round++) {
    files = {};
    await read(
      document,
      (uri) => {
        const found = texts.text(uri.toString(), uri);
        if (found !== undefined) files[uri.toString()] = found;
        return found;
      },
      syntax,
    );
    if (!(await texts.fetchWanted())) break;
  }
  return { ...document, files };
}
