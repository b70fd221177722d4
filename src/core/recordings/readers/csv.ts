import { fileName, type LogHead, type LogParser, type LogReader } from "../reader";
import type { Entry, Recorder } from "../recorder";
import { clockOf, isTimeTag, meaningOf } from "../tags";
import { digitsOf, numberIn } from "../text/looseJson";
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

interface Header {
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
  return axis && { delimiter, tags, clock, axis, time: tags.findIndex(isTimeTag) };
}

const MERGE_MARKER = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

class CsvParser implements LogParser {
  private header: Header | undefined;
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
    if (line.trim() === "") return;
    if (MERGE_MARKER.test(line)) {
      this.recorder.skip();
      this.recorder.note("The file holds the markers of a merge conflict; both sides are read.");
      return;
    }
    const { header } = this;
    const first = line.charCodeAt(0);
    // a line of names once more: another run was appended, maybe with other columns
    const names = first > 57 || first === 34 || first === 32 || header === undefined;
    const next = names ? headerOf(line) : undefined;
    if (next) this.header = next;
    else if (header) this.row(fieldsOf(line, header.delimiter), header);
    else this.recorder.skip();
  }

  private row(fields: readonly string[], { tags, clock, axis, time }: Header): void {
    const step = numberIn(fields[clock] ?? "");
    if (step === undefined || fields.length !== tags.length) {
      this.recorder.skip();
      return;
    }
    const entries: Entry[] = [];
    for (let i = 0; i < tags.length; i++) {
      const field = fields[i] ?? "";
      if (i === clock || i === time || field === "") continue;
      const value = numberIn(field);
      if (value !== undefined) entries.push({ tag: tags[i] ?? "", value, digits: digitsOf(field) });
    }
    const wall = time < 0 ? undefined : numberIn(fields[time] ?? "");
    this.recorder.add({ step, axis, time: wall }, entries);
  }
}

const firstLine = ({ text }: LogHead): string =>
  text
    .replace(/^\uFEFF/, "")
    .split(/[\r\n]+/)
    .find((line) => line.trim() !== "" && !MERGE_MARKER.test(line)) ?? "";

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
