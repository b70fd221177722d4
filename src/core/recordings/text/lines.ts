import { decode } from "./decode";

/** A longer line is no line of a log: it is dropped and counted. */
const LONGEST = 1 << 20;
const NEWLINE = 10;
const RETURN = 13;

/** What becomes of the lines. */
export interface LineEvents {
  /**
   * Takes a line where it stands, without a text being made of it; false where it can't, and has done
   * nothing. The bytes are only its own until it returns.
   */
  quick?(bytes: Uint8Array, from: number, to: number): boolean;
  /** Gets every other line that isn't empty. */
  line(text: string): void;
  /** Called once for a line beyond 1 MiB. */
  tooLong(): void;
}

/**
 * Cuts bytes into lines at \n and at \r (progress bars redraw with it), without holding more than
 * one line of at most 1 MiB.
 */
export class LineSplitter {
  private rest = new Uint8Array(0);
  private dropping = false;

  constructor(private readonly events: LineEvents) {}

  push(chunk: Uint8Array): void {
    let from = this.finishRest(chunk);
    const end = afterLastBreak(chunk);
    if (from < end) this.tell(chunk, from, end);
    from = Math.max(from, end);
    this.keep(chunk.subarray(from));
  }

  /** True where the last line has its break. */
  get isAtEdge(): boolean {
    return this.rest.length === 0 && !this.dropping;
  }

  /** What follows the last line break, if it is a line by itself. */
  end(): void {
    this.tell(this.rest, 0, this.rest.length);
    this.rest = new Uint8Array(0);
  }

  /** The line that began in an earlier chunk, once its break is there; what follows it begins at … */
  private finishRest(chunk: Uint8Array): number {
    if (this.rest.length === 0 && !this.dropping) return 0;
    const first = nextBreak(chunk, 0, chunk.length);
    if (first === chunk.length) return 0;
    const line = this.dropping ? undefined : joined(this.rest, chunk.subarray(0, first));
    this.rest = new Uint8Array(0);
    this.dropping = false;
    if (line) this.tell(line, 0, line.length);
    return first + 1;
  }

  private keep(tail: Uint8Array): void {
    if (this.dropping || tail.length === 0) return;
    if (this.rest.length + tail.length <= LONGEST) this.rest = joined(this.rest, tail);
    else this.drop();
  }

  /** The lines between two places, the last of them with its break or at its end. */
  private tell(bytes: Uint8Array, from: number, end: number): void {
    const { events } = this;
    for (let at = from; at < end;) {
      const to = nextBreak(bytes, at, end);
      if (to - at > LONGEST) events.tooLong();
      else if (to > at && events.quick?.(bytes, at, to) !== true) this.text(bytes, at, to);
      at = to + 1;
    }
  }

  private text(bytes: Uint8Array, from: number, to: number): void {
    const text = decode(bytes.subarray(from, to));
    if (text !== "") this.events.line(text);
  }

  private drop(): void {
    this.rest = new Uint8Array(0);
    this.dropping = true;
    this.events.tooLong();
  }
}

/** The index of the next line break, or the end. */
function nextBreak(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== NEWLINE && bytes[at] !== RETURN) at++;
  return at;
}

/** The index after the last line break; 0 where there is none. */
const afterLastBreak = (chunk: Uint8Array): number =>
  Math.max(chunk.lastIndexOf(NEWLINE), chunk.lastIndexOf(RETURN)) + 1;

/** A copy, as the chunk's memory may be used again. */
function joined(rest: Uint8Array, next: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(rest.length + next.length);
  all.set(rest);
  all.set(next, rest.length);
  return all;
}
