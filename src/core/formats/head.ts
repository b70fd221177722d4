import type { DocumentHead } from "./format";

/** The last part of a document's address. */
export function fileNameOf({ uri }: DocumentHead): string {
  const path = uri.split(/[?#]/)[0] ?? "";
  return path.slice(path.lastIndexOf("/") + 1);
}

/** By the file's ending, or by the editor's name for the language (a new document has no ending). */
export const hasLanguage = (
  head: DocumentHead,
  languages: readonly string[],
  ending: RegExp,
): boolean => ending.test(fileNameOf(head)) || languages.includes(head.languageId);
