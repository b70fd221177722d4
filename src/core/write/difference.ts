import type { Curve } from "../schedule/curve";
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
export const MOST_COMPARED = 200_000;

/**
 * The updates that are compared: all that the run makes, from the one at which it is resumed, or
 * as many spread evenly with those beside each breakpoint.
 */
export function* comparedSteps(
  { length, resume }: Pick<Schedule, "length" | "resume">,
  curve: Pick<Curve, "breakpoints">,
  most: number,
): Generator<number> {
  const made = length - resume;
  const count = Math.min(made, most);
  for (let i = 0; i < count; i++)
    yield resume + (count === made ? i : Math.floor((i * (made - 1)) / (count - 1)));
  if (count === made) return;
  for (const mark of curve.breakpoints(resume, length, 1000).map(Math.ceil))
    for (const step of [mark - 1, mark, mark + 1]) if (step >= resume && step < length) yield step;
}

/** Where both leave the value open they agree; NaN where one of them does. */
const distance = (a: number, b: number): number =>
  Number.isNaN(a) && Number.isNaN(b) ? 0 : Math.abs(a - b);

/** The greatest value of a curve by its size, of which differences are shares. */
export function peakOf(
  { length, resume }: Pick<Schedule, "length" | "resume">,
  curve: Pick<Curve, "extremes">,
): number {
  const { min, max } = curve.extremes(resume, length);
  return Math.max(Math.abs(min), Math.abs(max)) || 1;
}

/** The greatest difference of one track, NaN before all others; none at all where it has no values. */
export function trackDifference(
  schedule: Schedule,
  track: string,
  at: At,
  most = MOST_COMPARED,
): Difference {
  const { length, resume } = schedule;
  const compared = Math.min(length - resume, most);
  let worst: Difference = { absolute: 0, relative: 0, step: 0, track, compared };
  const curve = curveOf(schedule, track);
  if (curve === undefined) return worst;
  const size = peakOf(schedule, curve);
  for (const step of comparedSteps(schedule, curve, most)) {
    const absolute = distance(at(step), curve.at(step));
    const found = { ...worst, absolute, relative: absolute / size, step };
    if (Number.isNaN(absolute)) return found;
    if (found.relative > worst.relative) worst = found;
  }
  return worst;
}

/** The greater one, by its share of the track's peak; NaN is the greatest. */
export const greater = (a: Difference, b: Difference): Difference =>
  b.relative <= a.relative || Number.isNaN(a.relative) ? a : b;

/** The greatest difference over all tracks, by its share of the track's peak. */
export function differenceOf(
  schedule: Schedule,
  { at, tracks }: { at: (track: string, step: number) => number; tracks: readonly string[] },
): Difference {
  return tracks
    .map((track) => trackDifference(schedule, track, (step) => at(track, step)))
    .reduce(greater);
}
