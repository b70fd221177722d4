import { importsOf } from "../edit/builders";
import { lineStart, matchingClose, tokenEnd } from "../edit/scan";
import type { ParsedDocument } from "../parse/sourceValue";
import type { TextEdit } from "../text/range";
import type { NamedRecipe } from "./insert";
import { importStatement, typescriptText } from "./typescriptText";

/** As one more exported constant: on the empty line of `offset`, or else at the end. */
export function insertIntoTypeScript(
  { text }: ParsedDocument,
  { json }: NamedRecipe,
  offset: number,
): TextEdit[] {
  const { comments, constant, definition, imports } = typescriptText(json);
  const statement = `export const ${unusedName(constant, text)}${definition}`;
  const at = isFreeLine(text, offset) ? lineStart(text, offset) : text.length;
  const before = at === 0 || /\n\s*\n$/.test(text.slice(0, at)) ? "" : lineBreaks(text, at);
  const added = { range: { start: at, end: at }, text: before + comments + statement };
  return [...importEdits(text, imports), added];
}

const lineBreaks = (text: string, at: number): string => (text[at - 1] === "\n" ? "\n" : "\n\n");

function importEdits(text: string, names: readonly string[]): TextEdit[] {
  const edits = importsOf(text, names);
  if (edits) return edits;
  const start = text.startsWith("#!") ? text.indexOf("\n") + 1 : 0;
  return [{ range: { start, end: start }, text: `${importStatement(names)}\n` }];
}

/** An empty line between two statements, not within one. */
function isFreeLine(text: string, offset: number): boolean {
  const start = lineStart(text, offset);
  const end = text.indexOf("\n", start);
  if (text.slice(start, end < 0 ? text.length : end).trim() !== "") return false;
  let at = 0;
  while (at < start) {
    if ("([{".includes(text.charAt(at))) {
      const close = matchingClose(text, at);
      if (close === undefined || close >= start) return false;
      at = close + 1;
    } else at = tokenEnd(text, at);
  }
  // Behind an operator or the like a statement goes on.
  return at === start && /(^|[;})\s*/])\s*$/.test(text.slice(0, start));
}

function unusedName(name: string, text: string): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${name}${count}`;
    if (!new RegExp(`(?<![\\w$])${candidate}(?![\\w$])`).test(text)) return candidate;
  }
}
