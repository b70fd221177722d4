import { knownUpTo } from "../schedule/curves/ending";
import type { Schedule, Track } from "../schedule/schedule";

/**
 * Of a schedule whose shape hangs on a length that is not known, only the values that hold whatever
 * that length is; the rest is a gap. Every other schedule is itself.
 */
export function asFarAsKnown(schedule: Schedule): Schedule {
  if (schedule.horizon !== "nominal") return schedule;
  const end = schedule.knownUntil ?? 0;
  const tracks = new Map([...schedule.tracks].map(([name, track]) => [name, cut(track, end)]));
  return {
    ...schedule,
    tracks,
    at: (step) =>
      Object.fromEntries([...tracks].map(([name, { curve }]) => [name, curve.at(step)])),
  };
}

/** A constant does not hang on any length. */
function cut(track: Track, end: number): Track {
  const { min, max } = track.curve.extremes(0, 1_000_000);
  return min === max ? track : { ...track, curve: knownUpTo(track.curve, end) };
}
