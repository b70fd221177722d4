import { t } from "../text/words";
/** A file holds no table that a probe could train on, in one sentence for the user. */
export class DataError extends Error {
  override readonly name = "DataError";
}

export interface CsvLine {
  /** From 1, as editors count. */
  readonly line: number;
  readonly fields: readonly string[];
}

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** The one that the first line has most often outside of quotes; the comma where none occurs. */
function delimiterOf(text: string): string {
  const [head = ""] = text.split(/[\r\n]/, 1);
  const bare = head.replace(/"[^"]*"/g, "");
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

/**
 * The lines of a CSV text (RFC 4180, also with semicolons, tabs or bars between the fields): fields
 * in quotes may hold anything, a quote in them is doubled. Empty lines are left out.
 *
 * @throws DataError where a quote is never closed, or something follows a closed one
 */
export function parseCsv(source: string): CsvLine[] {
  const text = source.replace(/^\uFEFF/, "");
  return new Reader(text, delimiterOf(text)).lines();
}

class Reader {
  private at = 0;
  private line = 1;

  constructor(
    private readonly text: string,
    private readonly delimiter: string,
  ) {}

  lines(): CsvLine[] {
    const lines: CsvLine[] = [];
    while (this.at < this.text.length) {
      const { line } = this;
      const fields = this.fields();
      if (fields.length > 1 || fields[0]?.trim() !== "") lines.push({ line, fields });
    }
    return lines;
  }

  /** One line, with the line break after it. */
  private fields(): string[] {
    const fields = [this.field()];
    while (this.text[this.at] === this.delimiter) {
      this.at++;
      fields.push(this.field());
    }
    if (this.text[this.at] === "\r" && this.text[this.at + 1] === "\n") this.at++;
    this.at++;
    this.line++;
    return fields;
  }

  private field(): string {
    if (this.text[this.at] === '"') return this.quoted();
    const from = this.at;
    while (!this.ends(this.text[this.at])) this.at++;
    return this.text.slice(from, this.at);
  }

  private ends(letter: string | undefined): boolean {
    return letter === undefined || letter === this.delimiter || letter === "\n" || letter === "\r";
  }

  private quoted(): string {
    const opened = this.line;
    let field = "";
    for (;;) {
      const close = this.text.indexOf('"', this.at + 1);
      if (close < 0) throw new DataError(t`The quote in line ${opened} is never closed.`);
      const part = this.text.slice(this.at + 1, close);
      field += part;
      this.line += part.split(/\r\n|\r|\n/).length - 1;
      this.at = close + 1;
      if (this.text[this.at] !== '"') break;
      field += '"';
    }
    if (this.ends(this.text[this.at])) return field;
    throw new DataError(t`In line ${this.line}, something follows a closing quote.`);
  }
}
