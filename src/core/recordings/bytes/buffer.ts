import { viewOf } from "./protobuf";

/** Bytes that arrive in chunks and are taken from the front; holds what is not taken yet. */
export class ByteBuffer {
  /** What is held; from `from` on it isn't taken yet. */
  bytes = new Uint8Array(0);
  from = 0;
  /** The same bytes, to read numbers from. */
  view = viewOf(this.bytes);
  /** Bytes taken or dropped since the beginning. */
  position = 0;

  get available(): number {
    return this.bytes.length - this.from;
  }

  push(chunk: Uint8Array): void {
    if (this.available === 0) {
      this.bytes = chunk as Uint8Array<ArrayBuffer>;
    } else {
      const joined = new Uint8Array(this.available + chunk.length);
      joined.set(this.bytes.subarray(this.from));
      joined.set(chunk, this.available);
      this.bytes = joined;
    }
    this.from = 0;
    this.view = viewOf(this.bytes);
  }

  drop(length: number): void {
    const count = Math.min(length, this.available);
    this.from += count;
    this.position += count;
  }

  /** Copies what is left, as the last chunk's memory may be used again. */
  own(): void {
    this.bytes = this.bytes.slice(this.from);
    this.from = 0;
    this.view = viewOf(this.bytes);
  }
}
