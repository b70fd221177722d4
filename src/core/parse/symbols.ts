import type { ParsedDocument, SourceValue } from "./sourceValue";
import type { Range } from "../text/range";

/** Something that only the running program knows, and where the definition needs it. */
export interface UnknownSymbol {
  /** The expression as the user wrote it, for instance `loader.length`. */
  readonly symbol: string;
  readonly range: Range;
}

/** What a document leaves open until run time, in the order of the text; each place once. */
export function unknownSymbols(document: ParsedDocument): UnknownSymbol[] {
  const found = new Map<string, UnknownSymbol>();
  const visit = (value: SourceValue): void => {
    if (value.type === "array") value.items.forEach(visit);
    if (value.type === "object") for (const entry of value.entries) visit(entry.value);
    if (value.type !== "unknown" || value.reason !== "runtime") return;
    const { symbol, range } = value;
    found.set(`${range.start}:${range.end}:${symbol}`, { symbol, range });
  };
  for (const root of document.roots) visit(root.value);
  return [...found.values()].sort((one, other) => one.range.start - other.range.start);
}
