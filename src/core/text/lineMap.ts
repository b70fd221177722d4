/** A place in a document, counted from 0, as editors count inside. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between UTF-16 offsets and line/character positions of one text. */
export class LineMap {
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    this.starts = lineStarts(text);
  }

  positionAt(offset: number): Position {
    const clamped = Math.min(Math.max(0, offset), this.text.length);
    const line = this.lineOf(clamped);
    return { line, character: clamped - (this.starts[line] ?? 0) };
  }

  offsetAt(position: Position): number {
    const start = this.starts[position.line];
    if (start === undefined) return this.text.length;
    const next = this.starts[position.line + 1] ?? this.text.length + 1;
    return Math.min(start + Math.max(0, position.character), next - 1);
  }

  private lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Where lines start. Jumping from break to break is many times faster than reading each character. */
function lineStarts(text: string): number[] {
  const starts = [0];
  let carriage = text.indexOf("\r");
  for (let feed = text.indexOf("\n"); feed >= 0 || carriage >= 0;) {
    if (feed >= 0 && (carriage < 0 || feed < carriage)) {
      starts.push(feed + 1);
      feed = text.indexOf("\n", feed + 1);
    } else {
      // "\r\n" is one break, told by its "\n"
      if (text.charCodeAt(carriage + 1) !== 10) starts.push(carriage + 1);
      carriage = text.indexOf("\r", carriage + 1);
    }
  }
  return starts;
}
