import { notationOf } from "../notation";
import type * as v from "valibot";
import { getDescription } from "valibot";
import type { Analysis, AnalyzedSchedule } from "../analysis";
import { blankQuoted } from "../edit/scan";
import {
  entryOf,
  type ParsedDocument,
  type Path,
  type SourceObject,
  type SourceValue,
} from "../parse/sourceValue";
import { inOrderOfUse, rootKeys } from "../schedule/orderOfUse";
import { contains, type Range, type TextEdit } from "../text/range";
import { titleOf } from "../text/title";
import { t } from "../text/words";
import { cursorAt, type Cursor } from "./cursor";
import { offers, bodies } from "./offers";
import { allPhases, isFollower, samePath, tracksOf } from "./parts";
import { followerKeys, kindOf, modifierKeys, phaseShape, sections, wordsOf } from "./shape";
import { unquoted } from "./references";

/** Something that may be written at a position. */
export interface Completion {
  readonly type: "key" | "word" | "unit" | "track" | "schedule" | "snippet" | "value";
  readonly label: string;
  /** What it is, in one sentence. */
  readonly description: string;
  readonly text: string;
  /** The text that it takes the place of. */
  readonly range: Range;
  /** The text has places to fill in, as `${1:0.001}`. */
  readonly isSnippet?: boolean;
  /** What else the text needs: the import of a builder. */
  readonly imports?: readonly TextEdit[];
}

/** An object of a definition around a position, innermost last. */
interface Spot {
  readonly path: Path;
  readonly object: SourceObject;
}

/**
 * What may be written at `offset`, the likeliest first: values, phases, names of tracks and
 * schedules, and in TypeScript the keys that an object lacks. (JSON's keys and the words of its
 * parameters come from the JSON Schema.) `address` is the file's, after which a schedule may be named.
 */
export function completions(analysis: Analysis, offset: number, address = ""): Completion[] {
  const { document, schedules } = analysis;
  const schedule = schedules.findLast(({ range }) => contains(range, offset));
  if (document.format !== undefined || schedule?.foreign) return [];
  const start = definitionStart(document, schedule, offset);
  const cursor = start === undefined ? undefined : cursorAt(document.text, start, offset);
  return [
    ...offered(document, schedule, cursor),
    ...named(analysis, schedule, { offset, address, cursor }),
  ];
}

/** What fits at the cursor, known from the text before it. */
function offered(
  document: ParsedDocument,
  schedule: AnalyzedSchedule | undefined,
  found: Cursor | undefined,
): Completion[] {
  if (!found || found.path[0] === "$schema") return [];
  const path = found.path[0] === "schedules" ? found.path.slice(2) : found.path;
  const cursor = { ...found, path };
  const isEmpty = cursor.isFirst && cursor.kind === undefined && !cursor.inString;
  const fitting =
    cursor.at !== "key"
      ? offers(document, cursor, schedule)
      : isEmpty
        ? bodies(document, path)
        : [];
  const range = cursor.inString ? unquoted(document.text, cursor.typed) : cursor.typed;
  return fitting.map((offer) => ({ ...offer, range }));
}

/** Where the definition around `offset` begins; in TypeScript only inside of a call or a known one. */
function definitionStart(
  { language, text }: Analysis["document"],
  schedule: AnalyzedSchedule | undefined,
  offset: number,
): number | undefined {
  if (notationOf(language).hasSchema) return 0;
  const calls = blankQuoted(text.slice(0, offset)).matchAll(/\bdefineSchedule\s*(?=\()/g);
  return [...calls].at(-1)?.index ?? schedule?.source.range.start;
}

interface Place {
  readonly offset: number;
  readonly address: string;
  readonly cursor: Cursor | undefined;
}

function named(
  { document, schedules }: Analysis,
  schedule: AnalyzedSchedule | undefined,
  { offset, address, cursor }: Place,
): Completion[] {
  const spots = schedule ? spotsAt(schedule.source, offset, []) : [];
  const spot = spots.at(-1);
  if (!schedule || !spot) return [];
  const entry = spot.object.entries.find(({ value }) => isTextAt(value, offset));
  if (entry) {
    const range = unquoted(document.text, entry.value.range);
    const isText = range.start > entry.value.range.start;
    if (!isText) return [];
    const found = inText({ spot, key: entry.key, range, schedule, address }, schedules);
    return found.length > 0 ? found : inSection(document, spot, entry.key, range);
  }
  const isKey = notationOf(document.language).isCode && cursor?.at === "key" && !cursor.inString;
  return isKey ? keysOf(spot, schedule, cursor.typed) : [];
}

const isTextAt = (value: SourceValue, offset: number): boolean =>
  value.type === "string" && value.literal && contains(value.range, offset);

function spotsAt(value: SourceValue, offset: number, path: Path): Spot[] {
  if (!contains(value.range, offset)) return [];
  if (value.type === "array")
    return value.items.flatMap((item, i) => spotsAt(item, offset, [...path, i]));
  if (value.type !== "object") return [];
  const inner = value.entries.flatMap((entry) =>
    spotsAt(entry.value, offset, [...path, entry.key]),
  );
  return [{ path, object: value }, ...inner];
}

interface TextSpot {
  readonly spot: Spot;
  readonly key: string;
  readonly range: Range;
  readonly schedule: AnalyzedSchedule;
  readonly address: string;
}

function inText(
  { spot, key, range, schedule, address }: TextSpot,
  schedules: readonly AnalyzedSchedule[],
): Completion[] {
  const { path, object } = spot;
  const complete = (type: Completion["type"], label: string, description: string): Completion => ({
    type,
    label,
    description,
    text: label,
    range,
  });
  if (path.length === 0 && key === "extends") {
    const others = schedules.filter((other) => other !== schedule);
    return others.map(({ name }) => complete("schedule", name, t("A schedule of this file.")));
  }
  if (path.length === 0 && key === "name" && address !== "") {
    const file = titleOf({ name: "schedule", unnamed: true }, address);
    return [complete("word", file, t("As the file is called."))];
  }
  const phase = phaseAt(schedule.source, path);
  if (!phase && (key === "follow" || key === "times")) {
    const names = [
      ...(schedule.schedule?.tracks.keys() ?? tracksOf(schedule.source).map((track) => track.name)),
    ];
    return names
      .filter((name) => name !== path[0])
      .map((name) => complete("track", name, t("A track of this schedule.")));
  }
  const shape = phase ? phaseShape(phase.kind, [key]) : isFollower(object) && followerKeys[key];
  return wordsOf(shape).map((word) => complete("word", word, ""));
}

/** Words of the sections that are no tracks, `probe.task` for one; the JSON Schema has JSON's. */
function inSection(
  { language }: Analysis["document"],
  { path: [section, ...inner] }: Spot,
  key: string,
  range: Range,
): Completion[] {
  const isSection = inner.length === 0 && Object.hasOwn(sections, section ?? "");
  if (notationOf(language).hasSchema || !isSection) return [];
  const words = wordsOf(sections[String(section)]?.[key]);
  return words.map((word) => ({ type: "word", label: word, description: "", text: word, range }));
}

const phaseAt = (source: SourceObject, path: Path) =>
  tracksOf(source)
    .flatMap(({ phases }) => allPhases(phases))
    .find((phase) => samePath(phase.path, path) || samePath(phase.path, [...path, 0]));

function keysOf({ path, object }: Spot, { source }: AnalyzedSchedule, range: Range): Completion[] {
  return Object.entries(keysAt(source, path, object))
    .filter(([key]) => !isWritten(object, key, range))
    .map(([key, shape]) => ({
      type: "key",
      label: key,
      description: describe(shape),
      text: `${key}: `,
      range,
    }));
}

/** The half-typed key itself is read as an entry, too. */
function isWritten(object: SourceObject, key: string, typed: Range): boolean {
  const entry = entryOf(object, key);
  return entry !== undefined && entry.keyRange.start !== typed.start;
}

function keysAt(
  source: SourceObject,
  path: Path,
  object: SourceObject,
): Readonly<Record<string, unknown>> {
  const [first] = path;
  if (first === undefined) {
    return Object.fromEntries(rootKeys.map((name) => [name, undefined]));
  }
  const section = path.length === 1 && Object.hasOwn(sections, first) ? sections[first] : undefined;
  if (section) return section;
  const phase = phaseAt(source, path);
  if (isFollower(object)) return followerKeys;
  if (phase?.kind !== undefined) {
    const entries = inOrderOfUse(kindOf(phase.kind)?.schema.entries ?? {});
    return Object.fromEntries(entries.filter(([key]) => key !== "kind"));
  }
  return path.length === 1
    ? { kind: undefined, phases: undefined, follow: followerKeys.follow, ...modifierKeys }
    : { kind: undefined };
}

const describe = (shape: unknown): string =>
  shape === undefined ? "" : (descriptionOf(shape as v.GenericSchema) ?? "");

/** The text of a schema, or of what it makes optional. */
function descriptionOf(shape: v.GenericSchema): string | undefined {
  const wrapped: unknown = Object.hasOwn(shape, "wrapped")
    ? Reflect.get(shape, "wrapped")
    : undefined;
  return getDescription(shape) ?? (wrapped ? descriptionOf(wrapped as v.GenericSchema) : undefined);
}
