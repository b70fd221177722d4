import { crc32 } from "../../bytes/crc";
import { ByteBuffer } from "../../bytes/buffer";

const BLOCK = 32_768;
const HEADER = 7;
/** Types of a chunk in LevelDB's log format. */
const [FULL, FIRST, LAST] = [1, 2, 4];
/** A longer record is passed over. */
const LONGEST = 1 << 22;

export interface BlockEvents {
  /** A record lies between two places; the bytes are only its own until it returns. */
  record(bytes: Uint8Array, from: number, to: number): void;
  /** A chunk with a wrong checksum or type, or one that lacks its beginning. */
  broken(): void;
}

/**
 * LevelDB's log format as wandb writes it: blocks of 32 KiB, in them chunks of CRC-32 (over type and
 * data), u16 length, u8 type. A broken chunk loses its record; after a length that leads out of the
 * block reading goes on at the next one.
 *
 * @param offset Bytes of the file before the buffer's first: wandb's own header counts to block 0.
 */
export class BlockReader {
  private readonly buffer = new ByteBuffer();
  private parts: Uint8Array[] = [];
  private partsLength = 0;
  private inRecord = false;
  private skipping = 0;

  constructor(
    private readonly offset: number,
    private readonly events: BlockEvents,
  ) {}

  push(chunk: Uint8Array): void {
    this.buffer.push(chunk);
    while (this.step());
    this.buffer.own();
  }

  /** True where bytes of an unfinished record are left. */
  get isCutOff(): boolean {
    return this.inRecord || this.buffer.available > 0;
  }

  private step(): boolean {
    if (this.skipping > 0) return this.skip();
    const left = BLOCK - ((this.offset + this.buffer.position) % BLOCK);
    if (left < HEADER) return this.startSkipping(left);
    if (this.buffer.available < HEADER) return false;
    const { view, from } = this.buffer;
    const length = view.getUint16(from + 4, true);
    const type = view.getUint8(from + 6);
    if (type < FULL || type > LAST || length > left - HEADER)
      return this.leaveBlock(left, type, length);
    return this.chunk(view.getUint32(from, true), type, length);
  }

  /** Zeros fill up a block; anything else there is broken. */
  private leaveBlock(left: number, type: number, length: number): boolean {
    if (type !== 0 || length !== 0) this.lose();
    return this.startSkipping(left);
  }

  private startSkipping(count: number): boolean {
    this.skipping = count;
    return this.skip();
  }

  private skip(): boolean {
    const count = Math.min(this.skipping, this.buffer.available);
    this.buffer.drop(count);
    this.skipping -= count;
    return count > 0;
  }

  private chunk(sum: number, type: number, length: number): boolean {
    if (this.buffer.available < HEADER + length) return false;
    const { bytes, from } = this.buffer;
    const [start, end] = [from + HEADER, from + HEADER + length];
    // over the type, too, which is the byte before the data
    if (crc32(bytes, start - 1, end) !== sum) this.lose();
    else this.take(type, start, end);
    this.buffer.drop(HEADER + length);
    return true;
  }

  private take(type: number, from: number, to: number): void {
    const begins = type === FULL || type === FIRST;
    if (begins === this.inRecord) this.lose();
    // shorter than a block, and so than the longest record
    if (type === FULL) this.events.record(this.buffer.bytes, from, to);
    else this.part(type, from, to, begins);
  }

  private part(type: number, from: number, to: number, begins: boolean): void {
    if (begins) this.begin();
    else if (!this.inRecord) return;
    this.keep(from, to);
    if (type === LAST) this.finish();
  }

  private begin(): void {
    this.parts = [];
    this.partsLength = 0;
    this.inRecord = true;
  }

  private keep(from: number, to: number): void {
    this.partsLength += to - from;
    if (this.partsLength <= LONGEST) this.parts.push(this.buffer.bytes.slice(from, to));
    else this.parts = [];
  }

  private finish(): void {
    this.inRecord = false;
    if (this.partsLength > LONGEST) {
      this.events.broken();
      return;
    }
    const record = new Uint8Array(this.partsLength);
    let at = 0;
    for (const part of this.parts) {
      record.set(part, at);
      at += part.length;
    }
    this.parts = [];
    this.events.record(record, 0, record.length);
  }

  private lose(): void {
    this.inRecord = false;
    this.parts = [];
    this.events.broken();
  }
}
