import type { Analysis, AnalyzedSchedule } from "../../core/analysis";
import type { Path, SourceValue } from "../../core/parse/sourceValue";
import type { PhaseSpan, Track } from "../../core/schedule/schedule";
import { contains } from "../../core/text/range";

/** Where a text position lies in a schedule. */
export interface Place {
  readonly path: Path;
  readonly track?: Track;
  /** The phase's place in the track's list. */
  readonly phase?: number;
}

/** The schedule that a position belongs to: the one around it, else the last one before it. */
export function scheduleAt(analysis: Analysis, offset: number): AnalyzedSchedule | undefined {
  const { schedules } = analysis;
  const around = schedules.findLast(
    ({ range, anchor }) => contains(range, offset) || contains(anchor, offset),
  );
  return around ?? schedules.findLast(({ range }) => range.start <= offset) ?? schedules[0];
}

/** What stands at a position inside a schedule; an empty path is the definition as a whole. */
export const placeAt = (analyzed: AnalyzedSchedule, offset: number): Place =>
  placeOf(analyzed, pathAt(analyzed.source, offset));

/** The track and phase to which a part of the definition belongs. */
export function placeOf(analyzed: AnalyzedSchedule, path: Path): Place {
  const [name] = path;
  const track = typeof name === "string" ? analyzed.schedule?.tracks.get(name) : undefined;
  if (!track) return { path };
  const phase = track.phases.findIndex((span) => isWithin(path, span));
  return { path, track, ...(phase >= 0 && { phase }) };
}

/** A single phase written without its list has the path of element 0. */
function isWithin(path: Path, phase: PhaseSpan): boolean {
  const [track, index = 0] = path;
  if (typeof index === "string") return phase.path[0] === track && (phase.path[1] ?? 0) === 0;
  return phase.path[0] === track && (phase.path[1] ?? 0) === index;
}

/** The way to the innermost part of a value around a position. */
export function pathAt(root: SourceValue, offset: number): Path {
  const path: (string | number)[] = [];
  for (let value: SourceValue | undefined = root; value;) {
    const next: { key: string | number; value: SourceValue } | undefined = childAt(value, offset);
    if (next) path.push(next.key);
    value = next?.value;
  }
  return path;
}

function childAt(
  value: SourceValue,
  offset: number,
): { key: string | number; value: SourceValue } | undefined {
  if (value.type === "object") {
    const entry = value.entries.findLast(({ range }) => contains(range, offset));
    return entry && { key: entry.key, value: entry.value };
  }
  if (value.type !== "array") return undefined;
  const key = value.items.findLastIndex(({ range }) => contains(range, offset));
  const item = value.items[key];
  return item && { key, value: item };
}
