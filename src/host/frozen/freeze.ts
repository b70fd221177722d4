import { l10n, Uri } from "vscode";
import type { Analysis } from "../../core/analysis";
import type { ImportedFile } from "../../core/parse/typescript/loader";
import { expiry } from "../documentReader";
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
  let session: ReturnType<typeof core.createSession> | undefined;
  try {
    const analysis = await core.readDocument(headOf(frozen), {
      grammar: (id) => syntax.get(id),
      session: (parser) => (session ??= core.createSession(parser)),
      file: (candidates, from) => firstFile(candidates, from || frozen.uri, lookup),
      values: new Map(Object.entries(frozen.values)),
      rules: { severities: {} },
      expired: expiry(),
    });
    if (!analysis) throw new Error(l10n.t("No format knows this text any more."));
    return analysis;
  } finally {
    session?.dispose();
  }
}

/** Where VS Code has another name for a language, or none. */
const LANGUAGE_IDS: Partial<Record<FrozenDocument["language"], string>> = {
  shell: "shellscript",
  text: "plaintext",
};

const headOf = ({ uri, language, text }: Omit<FrozenDocument, "files">) => ({
  uri,
  languageId: LANGUAGE_IDS[language] ?? language,
  text,
});

function firstFile(
  candidates: readonly string[],
  from: string,
  lookup: Lookup,
): ImportedFile | undefined {
  for (const candidate of candidates) {
    const uri = Uri.joinPath(Uri.parse(from, true), "..", candidate);
    const text = lookup(uri);
    if (text !== undefined) return { uri: uri.toString(), text };
  }
  return undefined;
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
