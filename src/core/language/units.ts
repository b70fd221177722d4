import type { Analysis } from "../analysis";
import { parseDuration } from "../schedule/time";
import type { Range } from "../text/range";
import { phaseValues } from "./values";

const IN_QUOTES = /(?<=[\d.}]\s*)(?:[kKMBT]?\s*[a-z]+|%)(?=\s*["'`]$)/;
const CALLED = /^(?:[\w$]+\.)?(steps|epochs|rounds|samples|tokens|percent)(?=\()/;

/** Where units are written in the durations of a document: `epochs` of "5 epochs" or `epochs(5)`. */
export function unitRanges({ document: { text }, schedules }: Analysis): Range[] {
  const found = new Map<number, Range>();
  for (const { source } of schedules) {
    for (const { role, value } of phaseValues(source)) {
      if (role !== "duration" || value.type !== "string") continue;
      if (parseDuration(value.value) === undefined) continue;
      const range = unitIn(text.slice(value.range.start, value.range.end), value.range.start);
      if (range) found.set(range.start, range);
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function unitIn(written: string, offset: number): Range | undefined {
  const call = CALLED.exec(written);
  const match = call ?? IN_QUOTES.exec(written);
  if (!match) return undefined;
  const [whole, name = whole] = match;
  const start = offset + match.index + whole.length - name.trimStart().length;
  return { start, end: start + name.trimStart().length };
}
