import type { Path } from "../parse/sourceValue";
import type { PhaseSpan, Schedule, Track } from "../schedule/schedule";

/** A phase's own length in steps; the run may end before it does. */
export const lengthOf = (phase: PhaseSpan): number => phase.length;
/** The step at which the phase would end by its own length. */
export const ownEnd = (phase: PhaseSpan): number => phase.start + phase.length;
export const firstValue = (phase: PhaseSpan): number => phase.curve.at(0);
/** The value that the phase reaches where the next one begins. */
export const endValue = (phase: PhaseSpan): number => phase.curve.at(lengthOf(phase));

/** The phases that can be judged: those that are drawn. */
export const knownPhases = (track: Track | undefined): readonly PhaseSpan[] =>
  (track?.phases ?? []).filter((phase) => phase.missing !== true);

const startsWith = (path: Path, start: Path): boolean =>
  start.length <= path.length && start.every((step, index) => path[index] === step);

/** The track and the phase to which a part of the definition belongs. */
export function partAt(schedule: Schedule, path: Path): { track?: Track; phase?: PhaseSpan } {
  for (const track of schedule.tracks.values()) {
    if (!startsWith(path, track.path)) continue;
    const phase = track.phases.find((candidate) => belongs(path, candidate, track));
    return phase ? { track, phase } : { track };
  }
  return {};
}

/** A single phase written without its list has the path [track, 0]; the key alone is the track. */
function belongs(path: Path, phase: PhaseSpan, track: Track): boolean {
  if (path.length <= track.path.length) return false;
  return startsWith(path, phase.path) || track.phases.length === 1;
}
