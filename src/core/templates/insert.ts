import { notationOf } from "../notation";
import type { ParsedDocument } from "../parse/sourceValue";
import type { TextEdit } from "../text/range";
import { insertIntoJson } from "./insertJson";
import { insertIntoTypeScript } from "./insertTypeScript";

/** A recipe in JSON, with its name for people. */
export interface NamedRecipe {
  readonly json: string;
  readonly title: string;
}

/**
 * Edits that add a recipe to a document as one more schedule; what is there stays as it is. Throws
 * where the document is not finished, for then nobody knows where its parts end.
 *
 * @param offset where the user stands; heeded where a statement may stand there
 */
export function insertRecipe(
  document: ParsedDocument,
  recipe: NamedRecipe,
  offset: number,
): TextEdit[] {
  const isBlank = document.text.trim() === "";
  const broken = document.problems.some(({ severity }) => severity === "error");
  if (broken && !isBlank) throw new Error("Fix the errors in the file first.");
  return notationOf(document.language).isCode
    ? insertIntoTypeScript(document, recipe, offset)
    : insertIntoJson(document, recipe);
}
