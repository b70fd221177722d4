import { Range, type TextDocument } from "vscode";
import { LineMap } from "../core/text/lineMap";
import type { Range as Offsets } from "../core/text/range";

/** Where a range of offsets lies in a document; both must be of the same version. */
export const toRange = (document: TextDocument, { start, end }: Offsets): Range =>
  new Range(document.positionAt(start), document.positionAt(end));

/** The same in the text of a file that need not be open. */
export function rangeIn(text: string, { start, end }: Offsets): Range {
  const map = new LineMap(text);
  const [from, to] = [map.positionAt(start), map.positionAt(end)];
  return new Range(from.line, from.character, to.line, to.character);
}
