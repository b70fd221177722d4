import { ownLiteral, type SourceEntry } from "../../parse/sourceValue";
import type { Source } from "../../problem";
import { t } from "../../text/words";
import type { Reading } from "./reading";

interface Doubtful {
  readonly entry: SourceEntry;
  readonly message: string;
  readonly why: string;
  readonly source: Source;
  /** What is more likely meant. */
  readonly better?: string;
}

/** A length that looks like a share and is read as steps, or the reverse. */
export function shareOrSteps(found: Doubtful, reading: Reading): void {
  const { entry, message, why, source, better } = found;
  const literal = ownLiteral(entry.value);
  reading.trap({
    code: "share-or-steps",
    severity: "warning",
    range: entry.value.range,
    message,
    why,
    source,
    fixes:
      better !== undefined && literal
        ? [{ title: t`Write ${better}`, edits: [{ range: literal, text: better }] }]
        : [],
  });
}

/** Whether a number is written as a float: `1.0`, `1e2`. */
export function isWrittenAsFloat({ value }: SourceEntry, text: string): boolean {
  if (value.type !== "number") return false;
  const { start, end } = value.range;
  return !Number.isInteger(value.value) || (value.float ?? /[.eE]/.test(text.slice(start, end)));
}
