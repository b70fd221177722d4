import type { Analysis, AnalyzedSchedule } from "../analysis";
import { entryOf, type SourceObject, type SourceValue } from "../parse/sourceValue";
import { contains, type Range } from "../text/range";
import { tracksOf } from "./parts";

/** A place where a schedule or a track is named. */
export interface Occurrence {
  readonly range: Range;
  /** It is defined here, not used. */
  readonly definition: boolean;
}

/** What the name at a position means, and every place of the document that means the same. */
export interface Named {
  readonly type: "schedule" | "track";
  readonly name: string;
  /** The part of the text at the position, quotes left out. */
  readonly range: Range;
  readonly occurrences: readonly Occurrence[];
}

interface Mention extends Occurrence {
  readonly type: Named["type"];
  readonly name: string;
  /** The schedule in which a track's name has its meaning. */
  readonly owner: AnalyzedSchedule | undefined;
}

/** The schedule or track that is named at `offset`; undefined where none is. */
export function namedAt(analysis: Analysis, offset: number): Named | undefined {
  const mentions = mentionsOf(analysis);
  const found = mentions.find(({ range }) => contains(range, offset));
  if (!found) return undefined;
  const { type, name, owner, range } = found;
  const same = mentions.filter((other) => isSame(other, type, name, owner));
  return { type, name, range, occurrences: unique(same) };
}

/** The other file, and the schedule's name in it, that an `extends` at `offset` leads to. */
export function fileAt({ schedules, document }: Analysis, offset: number) {
  for (const { source } of schedules) {
    const base = entryOf(source, "extends")?.value;
    if (base?.type !== "string" || !contains(base.range, offset)) continue;
    if (schedules.some(({ name }) => name === base.value)) return undefined;
    return { ...partsOfReference(base.value), range: unquoted(document.text, base.range) };
  }
  return undefined;
}

/**
 * The other file from which the schedule at `offset` takes over the track that is named there;
 * undefined where no track is named, or where this file defines it.
 */
export function inheritedAt(analysis: Analysis, offset: number) {
  const found = mentionsOf(analysis).find(
    ({ type, range }) => type === "track" && contains(range, offset),
  );
  if (!found?.owner || entryOf(found.owner.source, found.name)) return undefined;
  const seen = new Set<AnalyzedSchedule>();
  for (let at: AnalyzedSchedule | undefined = found.owner; at && !seen.has(at);) {
    seen.add(at);
    const base = baseOf(at.source, analysis.schedules);
    const file = base ? undefined : entryOf(at.source, "extends")?.value;
    if (file?.type === "string") return { ...partsOfReference(file.value), track: found.name };
    at = base;
  }
  return undefined;
}

/** Where a file defines a schedule (its first where none is named), or a track of it. */
export function definitionIn(
  { schedules, document }: Analysis,
  name: string | undefined,
  track?: string,
): Range | undefined {
  const schedule = name === undefined ? schedules[0] : schedules.find((one) => one.name === name);
  if (!schedule) return undefined;
  const entry = track === undefined ? undefined : entryOf(schedule.source, track);
  return unquoted(document.text, entry?.keyRange ?? schedule.anchor);
}

function partsOfReference(reference: string) {
  const [path = "", name] = reference.split("#");
  return { path, name };
}

const isSame = (
  mention: Mention,
  type: Named["type"],
  name: string,
  owner: AnalyzedSchedule | undefined,
): boolean => mention.type === type && mention.name === name && mention.owner === owner;

function mentionsOf({ document: { text }, schedules }: Analysis): Mention[] {
  const place = (range: Range): Range => unquoted(text, range);
  return schedules.flatMap((schedule): Mention[] => {
    const { name, anchor, source } = schedule;
    const own: Mention = {
      type: "schedule",
      name,
      range: place(anchor),
      definition: true,
      owner: undefined,
    };
    const base = entryOf(source, "extends")?.value;
    const used = base?.type === "string" && schedules.some((other) => other.name === base.value);
    const bases: Mention[] = used
      ? [{ ...own, name: base.value, range: place(base.range), definition: false }]
      : [];
    return [own, ...bases, ...trackMentions(schedule, schedules, place)];
  });
}

function trackMentions(
  schedule: AnalyzedSchedule,
  schedules: readonly AnalyzedSchedule[],
  place: (range: Range) => Range,
): Mention[] {
  return tracksOf(schedule.source).flatMap(({ name, entry }): Mention[] => {
    const own = { type: "track", name, owner: schedule } as const;
    const uses = namesIn(entry.value).map((used): Mention => ({
      type: "track",
      name: used.name,
      range: place(used.range),
      definition: false,
      owner: ownerOf(schedule, used.name, schedules),
    }));
    return [{ ...own, range: place(entry.keyRange), definition: true }, ...uses];
  });
}

/** The names of other tracks in a track's rule. */
function namesIn(value: SourceValue): { readonly name: string; readonly range: Range }[] {
  if (value.type !== "object") return [];
  const found = ["follow", ...(entryOf(value, "kind") ? [] : ["times"])].flatMap((key) => {
    const other = entryOf(value, key)?.value;
    return other?.type === "string" ? [{ name: other.value, range: other.range }] : [];
  });
  const followed = entryOf(value, "follow")?.value;
  const reference = entryOf(value, "reference")?.value;
  const inside = followed?.type === "string" ? keyIn(reference, followed.value) : undefined;
  return inside ? [...found, { name: inside.key, range: inside.keyRange }] : found;
}

const keyIn = (value: SourceValue | undefined, key: string) => entryOf(value, key);

/** The schedule that defines the track: this one, or the one that it extends. */
function ownerOf(
  schedule: AnalyzedSchedule,
  track: string,
  schedules: readonly AnalyzedSchedule[],
): AnalyzedSchedule {
  const seen = new Set<AnalyzedSchedule>();
  for (let at: AnalyzedSchedule | undefined = schedule; at && !seen.has(at);) {
    if (entryOf(at.source, track)) return at;
    seen.add(at);
    at = baseOf(at.source, schedules);
  }
  return schedule;
}

function baseOf(
  source: SourceObject,
  schedules: readonly AnalyzedSchedule[],
): AnalyzedSchedule | undefined {
  const base = entryOf(source, "extends")?.value;
  return base?.type === "string" ? schedules.find(({ name }) => name === base.value) : undefined;
}

/** The same place may be read for two schedules that share a constant. */
function unique(mentions: readonly Mention[]): Occurrence[] {
  const places = new Map(mentions.map((mention) => [mention.range.start, mention]));
  return [...places.values()]
    .map(({ range, definition }) => ({ range, definition }))
    .sort((a, b) => a.range.start - b.range.start);
}

export function unquoted(text: string, { start, end }: Range): Range {
  const quote = text.charAt(start);
  const isQuoted = end - start >= 2 && "\"'`".includes(quote) && text.charAt(end - 1) === quote;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
