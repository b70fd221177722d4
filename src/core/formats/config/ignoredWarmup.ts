import type { Severity, Source } from "../../problem";
import type { SourceEntry } from "../../parse/sourceValue";
import type { Range } from "../../text/range";
import { t } from "../../text/words";
import type { Reading } from "./reading";

export interface IgnoredWarmup {
  readonly kind: string;
  /** Where the scheduler is named; the fix writes another name there. */
  readonly kindRange: Range | undefined;
  readonly warmup: SourceEntry | undefined;
  readonly severity: Severity;
  readonly message: (key: string) => string;
  readonly why: string;
  readonly source: Source;
}

/** A warmup beside the scheduler `constant`, which has none. */
export function ignoredWarmup(found: IgnoredWarmup, reading: Reading): void {
  const { kind, kindRange: at, warmup, severity, why, source } = found;
  if (kind !== "constant" || warmup?.value.type !== "number" || warmup.value.value === 0) return;
  reading.trap({
    code: "warmup-ignored",
    severity,
    range: warmup.range,
    message: found.message(warmup.key),
    why,
    source,
    fixes: at
      ? [
          {
            title: t("Use constant_with_warmup"),
            edits: [{ range: at, text: inQuotes(reading.text, at, "constant_with_warmup") }],
          },
        ]
      : [],
  });
}

/** The new word in the quotes of the old one. */
function inQuotes(text: string, { start }: Range, word: string): string {
  const quote = /^["']/.exec(text.slice(start, start + 1))?.[0] ?? "";
  return `${quote}${word}${quote}`;
}
