import { LogReading, readLog } from "./readLog";
import type { ReadLog } from "./recording";

/** A log's file, as it is at one moment. */
export interface OpenLog {
  readonly size: number;
  /** Milliseconds since it was last written to. */
  readonly age: number;
  /** Differs once it was written to. */
  readonly version: string;
  /** The bytes from `from` up to `to`; fewer where the file has become shorter meanwhile. */
  slice(from: number, to: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface LogSource {
  /** As people have it: some formats are known by their file's name. */
  readonly path: string;
  open(): Promise<OpenLog>;
}

/** Up to this size a file is read whole each time: programs write such files anew, too. */
const SMALL = 1 << 20;
const CHUNK = 1 << 20;
/** Of what was read, so many bytes at either end must still be there. */
const SEAL = 4096;
/** A file that nobody has written to for so long has its last line, with a line break or without. */
const QUIET_MS = 10_000;

interface Seal {
  readonly from: number;
  readonly bytes: Uint8Array;
}

/**
 * Reads a log again and again. Of a larger one what was appended alone is read; one that was
 * truncated, or replaced by another, is read from its beginning.
 */
export class LogTail {
  private reading: LogReading | undefined;
  private offset = 0;
  private seals: readonly Seal[] = [];
  private version: string | undefined;

  constructor(private readonly source: LogSource) {}

  /** The log as it is now; undefined where the file is as it was. Rejects where it can't be read. */
  async read(): Promise<ReadLog | undefined> {
    const file = await this.source.open();
    try {
      if (file.version === this.version) return undefined;
      const log = file.size <= SMALL ? await this.whole(file) : await this.grown(file);
      this.version = file.version;
      return log;
    } finally {
      await file.close();
    }
  }

  private async whole(file: OpenLog): Promise<ReadLog> {
    this.reading = undefined;
    return readLog(this.source.path, await file.slice(0, file.size));
  }

  private async grown(file: OpenLog): Promise<ReadLog> {
    if (!this.reading || !(await this.goesOn(file))) {
      this.reading = new LogReading(this.source.path);
      this.offset = 0;
    }
    const { reading } = this;
    while (this.offset < file.size) {
      const chunk = await file.slice(this.offset, Math.min(file.size, this.offset + CHUNK));
      if (chunk.length === 0) break;
      reading.push(chunk);
      this.offset += chunk.length;
    }
    // one that ends with a whole line goes on from there, however long nobody has written to it
    if (file.age < QUIET_MS || reading.isAtEdge) {
      await this.seal(file);
      return reading.soFar();
    }
    this.reading = undefined;
    return reading.end();
  }

  /** Whether the file still begins with what was read of it. */
  private async goesOn(file: OpenLog): Promise<boolean> {
    if (file.size < this.offset) return false;
    for (const { from, bytes } of this.seals) {
      const now = await file.slice(from, from + bytes.length);
      if (now.length !== bytes.length || now.some((byte, i) => byte !== bytes[i])) return false;
    }
    return true;
  }

  private async seal(file: OpenLog): Promise<void> {
    const places = [0, Math.max(0, this.offset - SEAL)];
    const seals = places.map(async (from) => ({
      from,
      bytes: (await file.slice(from, Math.min(this.offset, from + SEAL))).slice(),
    }));
    this.seals = await Promise.all(seals);
  }
}
