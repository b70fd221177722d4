import { isCommentLine } from "../../text/commentLines";
import { t } from "../../text/words";
import { fileName, type LogHead, type LogParser, type LogReader } from "../reader";
import type { Recorder, Row } from "../recorder";
import { clockOf, isTimeTag, meaningOf } from "../tags";
import { numberIn } from "../text/looseJson";
import { NumberScanner } from "../text/numbers";
import { LineSplitter } from "../text/lines";

const DELIMITERS = [",", ";", "\t"] as const;

/** The fields of one line; quotes as in RFC 4180, though not over several lines. */
function fieldsOf(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter).map((field) => field.trim());
  const pattern = delimiter === "\t" ? /\t/ : new RegExp(`${delimiter}(?=(?:[^"]*"[^"]*")*[^"]*$)`);
  return line
    .split(pattern)
    .map((field) => field.trim().replace(/^"|"$/g, "").replaceAll('""', '"'));
}

/** A table's header, and room for the values of one of its rows. */
interface Header {
  /** The columns that are values: neither clock nor time. */
  readonly values: readonly string[];
  /** By column: its place among the values, −1 for clock and time. */
  readonly places: Int32Array;
  readonly row: Row;
  readonly delimiter: string;
  readonly tags: readonly string[];
  readonly clock: number;
  readonly axis: "steps" | "epochs" | "samples";
  readonly time: number;
}

/** A first line of names, one of them a clock. */
function headerOf(line: string): Header | undefined {
  const count = (delimiter: string) => line.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
  const tags = fieldsOf(line, delimiter);
  if (tags.length < 2 || tags.some((tag) => numberIn(tag) !== undefined)) return undefined;
  const ranks = tags.map((tag) => clockOf(tag)?.rank ?? Infinity);
  const clock = ranks.indexOf(Math.min(...ranks));
  const axis = clockOf(tags[clock] ?? "")?.axis;
  const time = tags.findIndex(isTimeTag);
  return axis && { delimiter, tags, clock, axis, time, ...roomFor(tags, clock, time) };
}

function roomFor(
  tags: readonly string[],
  clock: number,
  time: number,
): Pick<Header, "values" | "places" | "row"> {
  const values: string[] = [];
  const places = Int32Array.from(tags, (tag, i) =>
    i === clock || i === time ? -1 : values.push(tag) - 1,
  );
  const count = values.length;
  const row = {
    values: new Float64Array(count),
    present: new Uint8Array(count),
    digits: new Uint8Array(count),
  };
  return { values, places, row };
}

const MERGE_MARKER = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

class CsvParser implements LogParser {
  private header: Header | undefined;
  private readonly numbers = new NumberScanner();
  private step = NaN;
  private time: number | undefined;
  private readonly lines: LineSplitter;

  constructor(private readonly recorder: Recorder) {
    const skip = () => {
      recorder.skip();
    };
    this.lines = new LineSplitter((line) => {
      this.line(line);
    }, skip);
  }

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  end(): void {
    this.lines.end();
  }

  private line(line: string): void {
    if (line.trim() === "" || isCommentLine(line)) return;
    if (MERGE_MARKER.test(line)) {
      this.recorder.skip();
      this.recorder.note(t("The file holds the markers of a merge conflict; both sides are read."));
      return;
    }
    const { header } = this;
    const first = line.charCodeAt(0);
    // a line of names once more: another run was appended, maybe with other columns
    const names = first > 57 || first === 34 || first === 32 || header === undefined;
    const next = names ? headerOf(line) : undefined;
    if (next) this.header = next;
    else if (!header) this.recorder.skip();
    else if (line.includes('"')) this.fields(fieldsOf(line, header.delimiter), header);
    else this.plain(line, header);
  }

  private fields(fields: readonly string[], header: Header): void {
    this.begin(header);
    fields.forEach((field, i) => {
      this.cell(header, i, field, 0, field.length);
    });
    this.finish(header, fields.length);
  }

  /** A row without quotes: read where it stands, without cutting it. */
  private plain(line: string, header: Header): void {
    this.begin(header);
    const code = header.delimiter.charCodeAt(0);
    let [column, start] = [0, 0];
    for (let at = 0; at < line.length; at++) {
      if (line.charCodeAt(at) !== code) continue;
      this.cell(header, column++, line, start, at);
      start = at + 1;
    }
    this.cell(header, column++, line, start, line.length);
    this.finish(header, column);
  }

  private begin({ row }: Header): void {
    row.present.fill(0);
    this.step = NaN;
    this.time = undefined;
  }

  private cell(
    { clock, time, places, row }: Header,
    column: number,
    text: string,
    start: number,
    end: number,
  ): void {
    const { numbers } = this;
    if (start === end || column >= places.length || !numbers.scan(text, start, end)) return;
    const place = places[column] ?? -1;
    if (place >= 0) {
      row.values[place] = numbers.value;
      row.digits[place] = numbers.digits;
      row.present[place] = 1;
    } else if (column === clock) this.step = numbers.value;
    else if (column === time) this.time = numbers.value;
  }

  private finish({ tags, axis, values, row }: Header, columns: number): void {
    const { step, time } = this;
    if (Number.isNaN(step) || columns !== tags.length) this.recorder.skip();
    else this.recorder.addRow({ step, axis, time }, values, row);
  }
}

const firstLine = ({ text }: LogHead): string =>
  text
    .replace(/^\uFEFF/, "")
    .split(/[\r\n]+/)
    .find((line) => line.trim() !== "" && !isCommentLine(line) && !MERGE_MARKER.test(line)) ?? "";

const reader = (
  id: string,
  label: string,
  fits: (head: LogHead, header: Header) => boolean,
): LogReader => ({
  id,
  label,
  recognises(head) {
    const header = headerOf(firstLine(head));
    return header !== undefined && fits(head, header);
  },
  open: (recorder) => new CsvParser(recorder),
});

const has = ({ tags }: Header, pattern: RegExp): boolean => tags.some((tag) => pattern.test(tag));

/** Ultralytics' results.csv, of YOLOv8 on (`lr/pg0`) and of YOLOv5 and v7 (`x/lr0`); padded columns. */
export const ultralyticsReader = reader(
  "ultralytics",
  "Ultralytics results.csv",
  (_, header) => has(header, /^epoch$/) && has(header, /^(?:lr\/pg\d|x\/lr\d)$/),
);

/** Lightning's CSVLogger: sparse rows along the global step. */
export const lightningReader = reader(
  "lightning",
  "Lightning metrics.csv",
  (head, header) =>
    fileName(head.path) === "metrics.csv" && has(header, /^step$/) && has(header, /^epoch$/),
);

/** Keras's CSVLogger: epochs from 0, float32 values printed as doubles. */
export const kerasReader = reader(
  "keras",
  "Keras CSVLogger",
  (_, header) =>
    header.tags[0] === "epoch" &&
    has(header, /^(?:val_)?(?:loss|accuracy)$/) &&
    has(header, /^(?:lr|learning_rate)$/),
);

/** Any table with a column that counts and another that is the rate, or at least a loss. */
export const csvReader = reader("csv", "CSV", (_, { tags }) =>
  tags.some((tag) =>
    ["learningRate", "loss", "validationLoss"].includes(meaningOf(tag).name ?? ""),
  ),
);
