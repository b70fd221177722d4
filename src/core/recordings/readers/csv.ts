import { isCommentLine } from "../../text/commentLines";
import { t } from "../../text/words";
import { fileName, type LogHead, type LogReader } from "../reader";
import { rowOf, type Row } from "../recorder";
import { clockOf, isTimeTag, meaningOf } from "../tags";
import { digitsOf, numberIn } from "../text/looseJson";
import { NumberScanner } from "../text/numbers";
import { LineParser } from "./lineParser";

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
  readonly delimiterCode: number;
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
  const delimiterCode = delimiter.charCodeAt(0);
  return (
    axis && { delimiter, delimiterCode, tags, clock, axis, time, ...roomFor(tags, clock, time) }
  );
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
  return { values, places, row: rowOf(values.length) };
}

const QUOTE = 34;
const SPACE = 32;
const MERGE_MARKER = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

class CsvParser extends LineParser {
  private header: Header | undefined;
  private readonly numbers = new NumberScanner();
  private readonly place: { step: number; axis: Header["axis"]; time: number | undefined } = {
    step: NaN,
    axis: "steps",
    time: undefined,
  };

  /** A row as a million others: it begins with a number, or with nothing, and has no quotes. */
  protected quick(bytes: Uint8Array, from: number, to: number): boolean {
    const { header } = this;
    if (header === undefined || !mayBeginRow(bytes, from, to)) return false;
    const { delimiterCode, places } = header;
    this.begin(header);
    let [column, start] = [0, from];
    for (let at = from; at <= to; at++) {
      const byte = at < to ? bytes[at] : delimiterCode;
      if (byte === QUOTE) return false;
      if (byte !== delimiterCode) continue;
      if (column < places.length && at > start && this.numbers.scan(bytes, start, at))
        this.put(header, column, this.numbers.value, this.numbers.digits);
      column++;
      start = at + 1;
    }
    this.finish(header, column);
    return true;
  }

  protected line(line: string): void {
    if (line.trim() === "" || isCommentLine(line)) return;
    if (MERGE_MARKER.test(line)) {
      this.recorder.skip();
      this.recorder.note(t("The file holds the markers of a merge conflict; both sides are read."));
      return;
    }
    const { header } = this;
    // a line of names once more: another run was appended, maybe with other columns
    const next = headerOf(line);
    if (next) this.header = next;
    else if (!header) this.recorder.skip();
    else this.fields(fieldsOf(line, header.delimiter), header);
  }

  private fields(fields: readonly string[], header: Header): void {
    this.begin(header);
    fields.forEach((field, i) => {
      const value = numberIn(field);
      if (value !== undefined && i < header.places.length)
        this.put(header, i, value, Math.min(255, digitsOf(field)));
    });
    this.finish(header, fields.length);
  }

  private begin({ row, axis }: Header): void {
    row.present.fill(0);
    this.place.step = NaN;
    this.place.axis = axis;
    this.place.time = undefined;
  }

  private put(
    { clock, time, places, row }: Header,
    i: number,
    value: number,
    digits: number,
  ): void {
    const place = places[i] as number;
    if (place >= 0) {
      row.values[place] = value;
      row.digits[place] = digits;
      row.present[place] = 1;
    } else if (i === clock) this.place.step = value;
    else if (i === time) this.place.time = value;
  }

  private finish({ tags, values, row }: Header, columns: number): void {
    if (Number.isNaN(this.place.step) || columns !== tags.length) this.recorder.skip();
    else this.recorder.addRow(this.place, values, row);
  }
}

/** A digit, a sign, a point or a comma after the padding; names, quotes and comments begin otherwise. */
function mayBeginRow(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && bytes[at] === SPACE) at++;
  const byte = at < to ? (bytes[at] as number) : 0;
  return byte > 42 && byte < 58;
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
