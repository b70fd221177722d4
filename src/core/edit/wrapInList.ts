import type { ParsedDocument } from "../parse/sourceValue";
import type { TextEdit } from "../text/range";
import type { NewValue } from "./change";
import { type Dialect, dialectOf, write, writeKey } from "./dialect";
import type { Site } from "./locate";
import { indentAt } from "./scan";

/**
 * Makes a list of a track that is one phase, or a bare number, with the new phase before (index 0)
 * or after it. The old text stays as it is.
 */
export function wrapInList(
  document: ParsedDocument,
  { value, range }: Site,
  index: number,
  added: NewValue,
): TextEdit[] {
  const { start, end } = range;
  const dialect = dialectOf(document, [value]);
  const indent = indentAt(document.text, start);
  const phase = write(added, dialect, `${indent}  `);
  const [open, close] = value.type === "object" ? ["", ""] : constantPhase(dialect);
  const line = `\n${indent}  `;
  const before = index === 0 ? `[${line}${phase},${line}${open}` : `[${line}${open}`;
  const after = index === 0 ? `${close}\n${indent}]` : `${close},${line}${phase}\n${indent}]`;
  return [
    { range: { start, end: start }, text: before },
    { range: { start: end, end }, text: after },
    ...(dialect.builders?.imports() ?? []),
  ];
}

function constantPhase(dialect: Dialect): [string, string] {
  const kind = `${writeKey("kind", dialect)}: ${dialect.quote}constant${dialect.quote}`;
  return [`{ ${kind}, ${writeKey("value", dialect)}: `, " }"];
}
