import type { DocumentHead } from "../format";
import { fileNameOf } from "../head";
import { parseNotebook, type NotebookReading } from "./parseNotebook";

/** A notebook as its file holds it; an editor, which knows languages, has its cells as documents. */
export const isNotebookFile = (head: DocumentHead): boolean =>
  head.languageId === "" && /\.ipynb$/i.test(fileNameOf(head));

/** The cells of a notebook file as one script under the notebook's address. */
export function notebookHead(
  head: DocumentHead,
): NotebookReading & { readonly head: DocumentHead } {
  const reading = parseNotebook(head.text);
  return { ...reading, head: { uri: head.uri, languageId: "python", text: reading.text } };
}
