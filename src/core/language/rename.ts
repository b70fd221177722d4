import type { Analysis, AnalyzedSchedule } from "../analysis";
import { quoted } from "../edit/dialect";
import { entryOf, type ParsedDocument } from "../parse/sourceValue";
import { contains, type Range, type TextEdit } from "../text/range";
import { t } from "../text/words";
import { unquoted } from "./references";

/** A schedule whose name can be changed, and the text that names it at the position. */
export interface Renameable {
  readonly name: string;
  readonly range: Range;
}

/** The schedule's name at `offset`: its key, its `name`, or its use in `extends`. */
export function renameableAt(analysis: Analysis, offset: number): Renameable | undefined {
  for (const schedule of analysis.schedules) {
    if (schedule.foreign) continue;
    const range = placesOf(analysis, schedule)
      .map((place) => unquoted(analysis.document.text, place))
      .find((place) => contains(place, offset));
    if (range) return { name: schedule.name, range };
  }
  return undefined;
}

/** The edits that give the schedule at `offset` another name, or why it cannot have it. */
export function renameSchedule(
  analysis: Analysis,
  offset: number,
  name: string,
): readonly TextEdit[] | { readonly reason: string } {
  const found = renameableAt(analysis, offset);
  const schedule = analysis.schedules.find((other) => other.name === found?.name);
  if (!schedule) return { reason: t("No schedule is named here.") };
  if (name.trim() === "") return { reason: t("A schedule's name cannot be empty.") };
  if (name !== schedule.name && analysis.schedules.some((other) => other.name === name))
    return { reason: t`There is a schedule "${name}" in this file already.` };
  return placesOf(analysis, schedule).map((range) => ({
    range,
    text: written(analysis.document.text.slice(range.start, range.end), name),
  }));
}

/** Where the name is written: once where it is given, and wherever it is extended. */
function placesOf({ document, schedules }: Analysis, schedule: AnalyzedSchedule): Range[] {
  const given = givenAt(document, schedule);
  if (!given) return [];
  const uses = schedules.flatMap(({ source }) => {
    const base = entryOf(source, "extends")?.value;
    return base?.type === "string" && base.literal && base.value === schedule.name
      ? [base.range]
      : [];
  });
  return [given, ...uses].sort((a, b) => a.start - b.start);
}

/** The key in `schedules`, or the text of `name`; a variable's name is TypeScript's to change. */
function givenAt({ roots }: ParsedDocument, { source }: AnalyzedSchedule): Range | undefined {
  for (const { value } of roots) {
    const several = entryOf(value, "schedules")?.value;
    const entry =
      several?.type === "object"
        ? several.entries.find((candidate) => candidate.value === source)
        : undefined;
    if (entry) return entry.keyRange;
  }
  const name = entryOf(source, "name")?.value;
  return name?.type === "string" && name.literal ? name.range : undefined;
}

/** The new name in the manner of the old text: with its quotes, or without where it may be. */
function written(old: string, name: string): string {
  const quote = old.charAt(0);
  if ("\"'`".includes(quote)) return quoted(name, quote);
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : quoted(name, '"');
}
