import { decode } from "./decode";

/** Larger items are data, not records. */
const LARGEST = 1 << 20;
const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const LIST = 91;
const OPEN = 123;

/** What the scanner finds: a record of the list, or an entry of the outermost object. */
export interface Found {
  /** The key of the outermost object under which it stands; undefined in an outermost list. */
  readonly key: string | undefined;
  /** True for an item of a list; false for a value directly under the key. */
  readonly item: boolean;
  readonly text: string;
}

export interface ItemEvents {
  /**
   * Takes a record of a list where it stands, without a text being made of it: returns where it has
   * ended, or −1 where it can't, and has done nothing.
   */
  quick?(key: string | undefined, bytes: Uint8Array, from: number): number;
  found(found: Found): void;
  /** Called for an item beyond 1 MiB. */
  dropped(): void;
}

/**
 * Finds the items of the lists in a JSON text, and the values beside them, byte by byte, so that a
 * text of any size needs the memory of one item; a text that ends too early gives what it has.
 */
export class JsonItems {
  /** The brackets of the outermost two depths. */
  private readonly kinds: number[] = [];
  private depth = 0;
  private inString = false;
  private escaped = false;
  private key: string | undefined;
  /** What of the item stood in earlier chunks, and where it goes on in the present one. */
  private held = "";
  private chunk = new Uint8Array(0);
  private start = 0;

  constructor(private readonly events: ItemEvents) {}

  push(chunk: Uint8Array): void {
    this.chunk = chunk as Uint8Array<ArrayBuffer>;
    this.start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      const end = byte === OPEN && !this.inString ? this.quick(at) : -1;
      if (end > at) {
        this.restart(end - 1);
        at = end - 1;
      } else this.byte(byte, at);
    }
    this.hold(chunk.length);
  }

  /** Where a record has ended that begins at `at` as an item of a list; −1 where it is to be read here. */
  private quick(at: number): number {
    const isItem = this.depth === 2 ? this.isInList() : this.depth === 1 && this.kinds[0] === LIST;
    if (!isItem || this.held.trim() !== "") return -1;
    for (let i = this.start; i < at; i++) if ((this.chunk[i] as number) > 32) return -1;
    return this.events.quick?.(this.key, this.chunk, at) ?? -1;
  }

  /** True where the text ended where it should. */
  get isWhole(): boolean {
    return this.depth === 0 && !this.inString;
  }

  private byte(byte: number, at: number): void {
    if (!this.inString) this.outside(byte, at);
    else if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) this.inString = false;
  }

  private outside(byte: number, at: number): void {
    if (byte === QUOTE) this.inString = true;
    else if (byte === OPEN || byte === LIST) this.opens(byte, at);
    else if (byte === 125 || byte === 93) this.closes(at);
    else if (byte === COMMA && this.isAtEdge()) this.finish(at);
    else if (byte === COLON && this.depth === 1) this.takeKey(at);
  }

  /** Depth 1: the outermost object or list; depth 2 within a list under a key: its items. */
  private isAtEdge(): boolean {
    return this.depth === 1 || (this.depth === 2 && this.isInList());
  }

  private isInList(): boolean {
    return this.kinds[0] === OPEN && this.kinds[1] === LIST;
  }

  private opens(byte: number, at: number): void {
    if (this.depth < 2) this.kinds[this.depth] = byte;
    this.depth++;
    if (this.depth === 1 || (this.depth === 2 && this.isInList())) this.restart(at);
  }

  private closes(at: number): void {
    if (this.isAtEdge()) this.finish(at);
    this.depth = Math.max(0, this.depth - 1);
  }

  private takeKey(at: number): void {
    const key = this.take(at).trim();
    this.key = key.length > 1 && key.length < 200 ? key.slice(1, -1) : undefined;
  }

  private finish(at: number): void {
    const text = this.take(at).trim();
    const item = this.depth === 2 || this.kinds[0] === LIST;
    if (text.length >= LARGEST) this.events.dropped();
    else if (text !== "") this.events.found({ key: this.key, item, text });
  }

  /** The text since the last edge, which begins anew after it. */
  private take(at: number): string {
    const text = this.held + decode(this.chunk.subarray(this.start, at));
    this.restart(at);
    return text;
  }

  private restart(at: number): void {
    this.held = "";
    this.start = at + 1;
  }

  /** Keeps the item's part of this chunk; of one that is too large only that it is. */
  private hold(at: number): void {
    if (this.depth === 0 || this.held.length >= LARGEST) return;
    this.held += decode(this.chunk.subarray(this.start, at));
  }
}
