import { t } from "../text/words";
import { fileName, type LogHead, type LogParser } from "./reader";
import { Recorder } from "./recorder";
import type { ReadLog } from "./recording";
import { readerOf } from "./table";
import { decode } from "./text/decode";

/** How much of a file its reader is chosen by. */
export const HEAD_BYTES = 1 << 16;

/**
 * Reads a log chunk after chunk, of any size in bounded memory. Never throws.
 */
export class LogReading {
  private readonly recorder: Recorder;
  private readonly waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private parser: LogParser | undefined;
  private format: string | undefined;
  private known = false;

  /** @param path As the user has it: some formats are known by their file's name. */
  constructor(private readonly path: string) {
    this.recorder = new Recorder(fileName(path.replaceAll("\\", "/")));
  }

  push(chunk: Uint8Array): void {
    if (this.known) {
      this.parser?.push(chunk);
      return;
    }
    this.waiting.push(chunk.slice());
    this.waitingBytes += chunk.length;
    if (this.waitingBytes >= HEAD_BYTES) this.choose();
  }

  /** The bytes are at their end. */
  end(): ReadLog {
    if (!this.known) this.choose();
    this.parser?.end();
    return this.soFar();
  }

  /** True where `end` would tell nothing that isn't told, and more bytes may follow. */
  get isAtEdge(): boolean {
    return this.known && this.parser?.isAtEdge === true;
  }

  /** What is told by the whole lines and records so far, of a log that still grows. */
  soFar(): ReadLog {
    return { format: this.format, ...this.recorder.soFar() };
  }

  private choose(): void {
    this.known = true;
    const head = this.head();
    const reader = head.bytes.length === 0 ? undefined : readerOf(head);
    this.format = reader?.id;
    this.parser = reader?.open(this.recorder, head);
    if (head.bytes.length === 0) this.recorder.note(t("The file is empty."));
    for (const chunk of this.waiting.splice(0)) this.parser?.push(chunk);
  }

  private head(): LogHead {
    const bytes = new Uint8Array(Math.min(HEAD_BYTES, this.waitingBytes));
    let at = 0;
    for (const chunk of this.waiting) {
      if (at >= bytes.length) break;
      bytes.set(chunk.subarray(0, bytes.length - at), at);
      at += chunk.length;
    }
    return { path: this.path.replaceAll("\\", "/"), bytes, text: decode(bytes) };
  }
}

/** Reads a whole log from memory. */
export function readLog(path: string, bytes: Uint8Array): ReadLog {
  const reading = new LogReading(path);
  reading.push(bytes);
  return reading.end();
}
