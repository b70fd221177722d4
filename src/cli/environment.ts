import type { ProbeRequest } from "../core/probeContract";
import type { ProbeSink } from "../probe/request";

/** What a call has to do with the world outside; the tests give their own. */
export interface Environment {
  out(text: string): void;
  err(text: string): void;
  /** Puts a line on standard error in place of the line that stands there: an interactive one alone. */
  redraw(line: string): void;
  /** True where standard error is a terminal, so that a progress line may be redrawn. */
  readonly interactive: boolean;
  /** Reads one of the .wasm files that come with the program. */
  asset(name: string): Promise<Uint8Array>;
  /** Calls back when the user wants the call to end (Ctrl-C); returns how to stop listening. */
  onInterrupt(listener: () => void): () => void;
  /** Other threads of this machine to train in, where there are some. */
  readonly threads?: Threads;
}

export interface Threads {
  /** How many, this one included, compute at once. */
  readonly count: number;
  /** Trains in another one, until the user interrupts or `stop` does. Rejects where that thread is lost. */
  train(request: ProbeRequest, sink: ProbeSink, stop: AbortSignal): Promise<void>;
}

export const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** Columns padded to their widest cell. */
export function alignedTable(
  rows: readonly (readonly string[])[],
  align: "left" | "right" = "right",
): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return align === "left" ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd();
  return rows.map(line).join("\n");
}
