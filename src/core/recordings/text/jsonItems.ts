import { decode } from "./decode";

/** Larger items are data, not records. */
const LARGEST = 1 << 20;
const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;

/** What the scanner finds: a record of the list, or an entry of the outermost object. */
export interface Found {
  /** The key of the outermost object under which it stands; undefined in an outermost list. */
  readonly key: string | undefined;
  /** True for an item of a list; false for a value directly under the key. */
  readonly item: boolean;
  readonly text: string;
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

  constructor(
    private readonly found: (found: Found) => void,
    private readonly dropped: () => void,
  ) {}

  push(chunk: Uint8Array): void {
    this.chunk = chunk as Uint8Array<ArrayBuffer>;
    this.start = 0;
    for (let at = 0; at < chunk.length; at++) this.byte(chunk[at] as number, at);
    this.hold(chunk.length);
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
    else if (byte === 123 || byte === 91) this.opens(byte, at);
    else if (byte === 125 || byte === 93) this.closes(at);
    else if (byte === COMMA && this.isAtEdge()) this.finish(at);
    else if (byte === COLON && this.depth === 1) this.takeKey(at);
  }

  /** Depth 1: the outermost object or list; depth 2 within a list under a key: its items. */
  private isAtEdge(): boolean {
    return this.depth === 1 || (this.depth === 2 && this.isInList());
  }

  private isInList(): boolean {
    return this.kinds[0] === 123 && this.kinds[1] === 91;
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
    const item = this.depth === 2 || this.kinds[0] === 91;
    if (text.length >= LARGEST) this.dropped();
    else if (text !== "") this.found({ key: this.key, item, text });
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
