import type { Range } from "../../text/range";
import type { SourceEntry } from "../sourceValue";

/** Among so few a search costs less than making a table. */
const FEW = 8;

/** Where the keys of an object that is being read stand for the first time. */
export class SeenKeys {
  private table: Map<string, Range> | undefined;
  private listed = 0;

  /** @param entries Those read so far; the reader goes on adding to them. */
  constructor(private readonly entries: readonly SourceEntry[]) {}

  first(key: string): Range | undefined {
    const { entries } = this;
    if (entries.length <= FEW) return entries.find((entry) => entry.key === key)?.keyRange;
    const table = (this.table ??= new Map<string, Range>());
    for (; this.listed < entries.length; this.listed++) {
      const entry = entries[this.listed];
      if (entry && !table.has(entry.key)) table.set(entry.key, entry.keyRange);
    }
    return table.get(key);
  }
}
