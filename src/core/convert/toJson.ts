import type { Analysis, AnalyzedSchedule } from "../analysis";
import { entryOf } from "../parse/sourceValue";
import { contains, type Range } from "../text/range";
import { t } from "../text/words";
import { asLines, commentsIn } from "./comments";
import { CannotConvert, converted, type Conversion } from "./conversion";
import { JsonText } from "./jsonText";
import { reindent } from "./splice";
import { tablesOf } from "./tables";

export interface JsonOptions {
  /** This schedule alone. */
  readonly only?: string | undefined;
  /** Functions are written as tables of the values that they have at each step. */
  readonly tables?: boolean;
}

/**
 * The definitions of a TypeScript file as JSON with comments: what is computed by its value, with
 * the expression in a comment; comments, order and the spelling of numbers stay. Refused where a
 * value is known only at run time, and where a function is not to become a table.
 */
export const toJson = (
  analysis: Analysis,
  { only, tables = false }: JsonOptions = {},
): Conversion =>
  converted(() => {
    const { document } = analysis;
    const schedules = analysis.schedules.filter(({ name }) => only === undefined || name === only);
    if (schedules.length === 0) throw new CannotConvert(t("There is no schedule to convert."));
    if (new Set(schedules.map(({ name }) => name)).size < schedules.length)
      throw new CannotConvert(t("Two schedules have the same name."));
    const writer = new JsonText(document, new Map(tables ? schedules.flatMap(tablesOf) : []));
    const texts = schedules.map((schedule) => definitionText(writer, schedule));
    const outside = commentsOutside(document.text, schedules, writer.used, only !== undefined);
    const [first = ""] = texts;
    if (schedules.length === 1) return `${outside[0] ?? ""}${first}\n${outside[1] ?? ""}`;
    const entries = schedules.map(({ name }, i) => {
      const comments = i === 0 ? "" : indented(outside[i] ?? "", "    ");
      return `${comments}    ${JSON.stringify(name)}: ${reindent(texts[i] ?? "", "", "    ")}`;
    });
    return `${outside[0] ?? ""}{\n  "schedules": {\n${entries.join(",\n")}\n  }\n}\n${outside.at(-1) ?? ""}`;
  });

function definitionText(writer: JsonText, { source, name, anchor }: AnalyzedSchedule): string {
  const text = writer.definition(source);
  const named = entryOf(source, "name") !== undefined || name === "default" || name === "schedule";
  // A key of `schedules`, and a name of its own, say it already.
  if (named || contains(source.range, anchor.start)) return text;
  const key = `"name": ${JSON.stringify(name)}`;
  if (/^\{\s*\}$/.test(text)) return `{ ${key} }`;
  const line = /^\{[^\S\n]*\n([^\S\n]*)/.exec(text);
  return line ? `{\n${line[1] ?? ""}${key},${text.slice(1)}` : `{ ${key},${text.slice(1)}`;
}

/** The comments before each schedule, and after the last, that stand in none of them. */
function commentsOutside(
  text: string,
  schedules: readonly AnalyzedSchedule[],
  used: readonly Range[],
  single: boolean,
): string[] {
  if (single) return ["", ""];
  const anchors = schedules.map(({ anchor, range }) => Math.min(anchor.start, range.start));
  const bounds = [0, ...anchors.slice(1), text.length];
  // What precedes the first goes to the head, what follows the last to the tail.
  const places = [{ start: 0, end: anchors[0] ?? 0 }];
  for (let i = 1; i < bounds.length; i++)
    places.push({ start: i === 1 ? (anchors[0] ?? 0) : (bounds[i - 1] ?? 0), end: bounds[i] ?? 0 });
  return places.map((place) => asLines(commentsIn(without(text, used), place)));
}

/** The text with what has been written elsewhere blanked, at the same offsets. */
function without(text: string, used: readonly Range[]): string {
  return used.reduce(
    (rest, { start, end }) => rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end),
    text,
  );
}

const indented = (lines: string, indent: string): string => lines.replace(/^(?=.)/gm, indent);
