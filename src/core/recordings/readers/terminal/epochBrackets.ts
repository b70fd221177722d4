import {
  markOf,
  NUMBER,
  fillRow,
  type Reading,
  readingOf,
  type ReadingStyle,
  type Tagged,
  type TerminalState,
} from "./style";

/** "Epoch(train)  [1][ 50/7330]  lr: 2.0000e-02 …" and mmcv's "Epoch [1][50/7330]\tlr: 2.0e-02, …". */
const EPOCH = /\bEpoch(?:\(train\))?\s*\[\s*(\d+)\]\s*\[\s*(\d+)\/\s*(\d+)\]/d;
const VALUE = new RegExp(String.raw`\b(lr|base_lr|momentum|loss|grad_norm):\s*(${NUMBER})`, "dg");

/** OpenMMLab's terminal: the iterations of an epoch are told, so that the update's number is exact. */
export class EpochBrackets implements ReadingStyle {
  readonly id = "mm";
  reading: Reading | undefined;

  take(line: string, state: TerminalState): boolean {
    const match = EPOCH.exec(line);
    const place = match ? [1, 2, 3].flatMap((group) => markOf(match, group) ?? []) : [];
    this.reading = match ? readingOf("steps", place, valuesOf(line), []) : undefined;
    if (this.reading) this.tell(this.reading, fillRow(this.reading, line), state);
    return match !== null;
  }

  tell({ tags, row }: Reading, step: number, { recorder }: TerminalState): void {
    if (tags.length > 0) recorder.addRow({ step, axis: "steps" }, tags, row);
  }
}

const valuesOf = (line: string): Tagged[] =>
  [...line.matchAll(VALUE)].flatMap((match): Tagged[] => {
    const mark = markOf(match, 2);
    return mark ? [{ tag: match[1] ?? "", mark }] : [];
  });
