import { emptyRange, type Range } from "../../text/range";
import { t } from "../../text/words";
import type { SourceRoot, SourceValue } from "../sourceValue";
import { rangeOf, type SyntaxNode } from "../syntaxTree";
import type { Site, SourceModule } from "./module";
import { firstLineOf, type Reading } from "./reading";
import type { RootPlace } from "./roots";
import { reportErrors } from "./syntaxErrors";
import { unknownValue } from "./value";

/** The definition at `place`, its functions callable, its syntax errors reported. */
export function readRoot(reading: Reading, place: RootPlace, module: SourceModule): SourceRoot {
  const site = { module };
  const { whole, value, anchor, exportName } = place;
  if (!value) reading.report(site, rangeOf(whole), t("A definition is missing here: { … }."));
  if (whole.hasError) reportErrors(reading, whole, site);
  const read = value && readValue(reading, value, site);
  reading.confess(anchor);
  const source = read ?? unknownValue(rangeOf(whole), "", "unfinished");
  return { value: source, anchor, ...(exportName !== undefined && { exportName }) };
}

function readValue(reading: Reading, node: SyntaxNode, site: Site): SourceValue | undefined {
  try {
    const source = reading.toSource(reading.evaluate(node, site));
    return source && reading.finish(source);
  } catch (error) {
    // the limits keep the stack shallow, but the caller may have used most of it up
    if (!(error instanceof RangeError)) throw error;
    reading.report(site, firstLineOf(node, site), t("Nested too deeply to be read."), "too-large");
    return undefined;
  }
}

/** The same definition with no range past `end`, where the text ends and added brackets begin. */
export function cutRoot(root: SourceRoot, end: number): SourceRoot {
  return { ...root, anchor: cut(root.anchor, end), value: cutValue(root.value, end) };
}

export function cut(range: Range, end: number): Range {
  if (range.end <= end) return range;
  return range.start >= end ? emptyRange(end) : { start: range.start, end };
}

function cutValue(value: SourceValue, end: number): SourceValue {
  const { origin } = value;
  const inside = {
    range: cut(value.range, end),
    ...(origin && {
      origin: origin.uri === undefined ? { range: cut(origin.range, end) } : origin,
    }),
  };
  if (value.type === "array")
    return { ...value, ...inside, items: value.items.map((item) => cutValue(item, end)) };
  if (value.type !== "object") return { ...value, ...inside };
  const entries = value.entries.map((entry) => ({
    key: entry.key,
    keyRange: cut(entry.keyRange, end),
    range: cut(entry.range, end),
    value: cutValue(entry.value, end),
  }));
  return { ...value, ...inside, entries };
}
