import { decode } from "./decode";

/** A longer line is no line of a log: it is dropped and counted. */
const LONGEST = 1 << 20;
const NEWLINE = 10;
const RETURN = 13;

/**
 * Cuts bytes into lines at \n and at \r (progress bars redraw with it), without holding more than
 * one line of at most 1 MiB.
 */
export class LineSplitter {
  private rest = new Uint8Array(0);
  private dropping = false;

  /** @param line Gets every line that isn't blank; `tooLong` is called once for one beyond 1 MiB. */
  constructor(
    private readonly line: (text: string) => void,
    private readonly tooLong: () => void,
  ) {}

  push(chunk: Uint8Array): void {
    const end = afterLastBreak(chunk);
    if (end > 0) this.tell(joined(this.rest, chunk.subarray(0, end)));
    const tail = chunk.subarray(end);
    const kept = this.rest.length + tail.length;
    if (this.dropping || tail.length === 0) return;
    if (kept <= LONGEST) this.rest = joined(this.rest, tail);
    else this.drop();
  }

  /** What follows the last line break, if it is a line by itself. */
  end(): void {
    this.tell(this.rest);
  }

  /** The lines of whole bytes; the first of them is the end of one that is dropped, perhaps. */
  private tell(bytes: Uint8Array): void {
    const lines = decode(bytes).split(/[\r\n]/);
    if (this.dropping) lines.shift();
    this.rest = new Uint8Array(0);
    this.dropping = false;
    for (const line of lines) {
      if (line.length > LONGEST) this.tooLong();
      else if (line !== "") this.line(line);
    }
  }

  private drop(): void {
    this.rest = new Uint8Array(0);
    this.dropping = true;
    this.tooLong();
  }
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
