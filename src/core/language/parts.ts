import { entryOf, type Path, type SourceEntry, type SourceObject } from "../parse/sourceValue";
import type { SourceValue } from "../parse/sourceValue";
import { settingNames } from "../schedule/definition";

/** A phase as it is written, with the phases that it repeats. */
export interface PhasePart {
  readonly path: Path;
  readonly source: SourceObject;
  /** Its `kind`, where that is typed already. */
  readonly kind: string | undefined;
  readonly phases: readonly PhasePart[];
}

/** A track as it is written. */
export interface TrackPart {
  readonly name: string;
  readonly entry: SourceEntry;
  readonly phases: readonly PhasePart[];
}

const SETTINGS: ReadonlySet<string> = new Set(settingNames);

/** Outline, hints and lenses ask for the same ones after each keystroke. */
const known = new WeakMap<SourceObject, readonly TrackPart[]>();

/** The tracks that a definition itself writes, in the order of the text, also of half-typed ones. */
export function tracksOf(source: SourceObject): readonly TrackPart[] {
  const tracks = known.get(source) ?? readTracks(source);
  known.set(source, tracks);
  return tracks;
}

const readTracks = (source: SourceObject): TrackPart[] =>
  source.entries
    .filter(({ key }) => !SETTINGS.has(key))
    .map((entry) => ({ name: entry.key, entry, phases: phasesOf(entry.value, [entry.key]) }));

/** Every phase of a track, the repeated ones after the one that repeats them. */
export const allPhases = (phases: readonly PhasePart[]): PhasePart[] =>
  phases.flatMap((phase) => [phase, ...allPhases(phase.phases)]);

function phasesOf(value: SourceValue, path: Path): PhasePart[] {
  if (value.type === "array") return value.items.flatMap((item, i) => phaseOf(item, [...path, i]));
  if (value.type !== "object" || isFollower(value)) return [];
  const inner = entryOf(value, "kind") ? undefined : entryOf(value, "phases");
  return inner ? phasesOf(inner.value, [...path, "phases"]) : phaseOf(value, [...path, 0]);
}

function phaseOf(value: SourceValue, path: Path): PhasePart[] {
  if (value.type !== "object") return [];
  const inner = entryOf(value, "phases")?.value;
  const phases = inner?.type === "array" ? phasesOf(inner, [...path, "phases"]) : [];
  return [{ path, source: value, kind: textAt(value, "kind"), phases }];
}

/** Whether a track's object is a rule that follows another track. */
export const isFollower = (value: SourceValue): boolean =>
  entryOf(value, "follow") !== undefined || entryOf(value, "relation") !== undefined;

/** The text that an entry says, where it is a text. */
export function textAt(value: SourceValue, key: string): string | undefined {
  const found = entryOf(value, key)?.value;
  return found?.type === "string" ? found.value : undefined;
}

export const samePath = (a: Path, b: Path): boolean =>
  a.length === b.length && a.every((step, i) => step === b[i]);
