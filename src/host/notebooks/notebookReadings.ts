import type { Analysis } from "../../core/analysis";

/** What one reading gave, and the files that it looked for. */
export interface Reading {
  readonly analysis: Analysis | undefined;
  readonly asked: ReadonlySet<string>;
}

interface Kept {
  readonly text: string;
  readonly reading: Promise<Reading>;
}

/** The last reading of each open notebook: all of its cells share it. */
export class NotebookReadings {
  private readonly kept = new Map<string, Kept>();

  /** @param notebook The notebook's address. */
  of(notebook: string, text: string, read: () => Promise<Reading>): Promise<Reading> {
    const known = this.kept.get(notebook);
    if (known?.text === text) return known.reading;
    const reading = read();
    this.kept.set(notebook, { text, reading });
    const drop = (): void => {
      if (this.kept.get(notebook)?.reading === reading) this.kept.delete(notebook);
    };
    // what was given up, or failed, serves nobody else
    reading.then(({ analysis }) => {
      if (!analysis) drop();
    }, drop);
    return reading;
  }

  /** Something beside the text changed: a file, a setting, a value that the user gave. */
  clear(): void {
    this.kept.clear();
  }

  forget(notebook: string): void {
    this.kept.delete(notebook);
  }
}
