import { Range, type TextDocument } from "vscode";
import type { Range as Offsets } from "../core/text/range";

/** Where a range of offsets lies in a document; both must be of the same version. */
export const toRange = (document: TextDocument, { start, end }: Offsets): Range =>
  new Range(document.positionAt(start), document.positionAt(end));
