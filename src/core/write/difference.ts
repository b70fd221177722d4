import type { Schedule } from "../schedule/schedule";
import { curveOf } from "./groups";
import type { At } from "./reading";

/** How far written code is from the definition at most, and where. */
export interface Difference {
  readonly absolute: number;
  /** Over the track's greatest value. */
  readonly relative: number;
  readonly step: number;
  readonly track: string;
  /** Updates that were compared; fewer than the run has where it is very long. */
  readonly compared: number;
}

/** Runs of up to this many updates are compared at each of them. */
const MOST_COMPARED = 200_000;

/** The updates that are compared: all, or as many spread evenly with those beside each breakpoint. */
function* comparedSteps(schedule: Schedule, track: string, most: number): Generator<number> {
  const { length } = schedule;
  const count = Math.min(length, most);
  for (let i = 0; i < count; i++)
    yield count === length ? i : Math.floor((i * (length - 1)) / (count - 1));
  if (count === length) return;
  const marks = curveOf(schedule, track)?.breakpoints(0, length, 1000) ?? [];
  for (const mark of marks.map(Math.ceil))
    for (const step of [mark - 1, mark, mark + 1]) if (step >= 0 && step < length) yield step;
}

/** The greatest difference of one track; none at all where it has no values. */
export function trackDifference(
  schedule: Schedule,
  track: string,
  at: At,
  most = MOST_COMPARED,
): Difference {
  const compared = Math.min(schedule.length, most);
  let worst: Difference = { absolute: 0, relative: 0, step: 0, track, compared };
  const curve = curveOf(schedule, track);
  if (curve === undefined) return worst;
  const { min, max } = curve.extremes(0, schedule.length);
  const size = Math.max(Math.abs(min), Math.abs(max)) || 1;
  for (const step of comparedSteps(schedule, track, most)) {
    const absolute = Math.abs(at(step) - curve.at(step));
    const relative = absolute / size;
    if (!(relative <= worst.relative)) worst = { ...worst, absolute, relative, step };
  }
  return worst;
}

/** The greater one, by its share of the track's peak; NaN is the greatest. */
export const greater = (a: Difference, b: Difference): Difference =>
  b.relative <= a.relative ? a : b;

/** The greatest difference over all tracks, by its share of the track's peak. */
export function differenceOf(
  schedule: Schedule,
  { at, tracks }: { at: (track: string, step: number) => number; tracks: readonly string[] },
): Difference {
  return tracks
    .map((track) => trackDifference(schedule, track, (step) => at(track, step)))
    .reduce(greater);
}
