import type { Recorder } from "./recorder";

/** What a reader may look at to know its own files. */
export interface LogHead {
  /** The path as the user has it, with "/" between its parts. */
  readonly path: string;
  /** The first bytes, 64 KiB at most. */
  readonly bytes: Uint8Array;
  /** The same as text. */
  readonly text: string;
}

/** Reads one log, chunk after chunk. Never throws; what is broken is skipped and counted. */
export interface LogParser {
  /** Takes the next bytes; whole lines or records are told at once. */
  push(chunk: Uint8Array): void;
  /** The bytes are at their end: a last line without its break counts. */
  end(): void;
  /** True where `end` would tell nothing that isn't told: more bytes may follow it. */
  readonly isAtEdge?: boolean;
}

/** One way in which runs are logged. Adding one: a file, and its line in the table. */
export interface LogReader {
  readonly id: string;
  /** For people: "Weights & Biases". */
  readonly label: string;
  recognises(head: LogHead): boolean;
  open(recorder: Recorder, head: LogHead): LogParser;
}

/** The last part of a path. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
