import type { LogParser } from "../reader";
import type { Recorder } from "../recorder";
import { LineSplitter } from "../text/lines";

/** A reader of logs whose lines stand for themselves. */
export abstract class LineParser implements LogParser {
  private readonly lines: LineSplitter;

  constructor(protected readonly recorder: Recorder) {
    this.lines = new LineSplitter({
      quick: (bytes, from, to) => this.quick(bytes, from, to),
      line: (line) => {
        this.line(line);
      },
      tooLong: () => {
        recorder.skip();
      },
    });
  }

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  end(): void {
    this.lines.end();
  }

  get isAtEdge(): boolean {
    return this.lines.isAtEdge;
  }

  /** Takes a line like many others where it stands; false where it can't, and has done nothing. */
  protected abstract quick(bytes: Uint8Array, from: number, to: number): boolean;

  /** Takes any other line. */
  protected abstract line(line: string): void;
}
