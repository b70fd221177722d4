import { plainObject } from "./plain";
import type { NamedSource } from "./read";

type Plain = Record<string, unknown>;

/**
 * What the definitions of a document's last reading said, by their text: in JSON without a mistake
 * it is all that they say, and a keystroke changes one of them at most as a rule.
 */
export class PlainMemory {
  private last: ReadonlyMap<string, Plain> = new Map();
  private next = new Map<string, Plain>();

  /** @param text That of the whole document. */
  plainOf({ source }: NamedSource, text: string): Plain {
    const own = text.slice(source.range.start, source.range.end);
    const plain = this.last.get(own) ?? this.next.get(own) ?? plainObject(source);
    this.next.set(own, plain);
    return plain;
  }

  /** Forgets what this reading had no use for. */
  finish(): void {
    this.last = this.next;
    this.next = new Map();
  }
}
