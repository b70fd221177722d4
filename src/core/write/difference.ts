import { shortNumber } from "./code/number";
import type { Schedule } from "../schedule/schedule";
import type { Written } from "./writer";

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

/** The updates that are compared: all, or as many spread evenly with those beside each breakpoint. */
function* comparedSteps(schedule: Schedule, track: string): Generator<number> {
  const { length } = schedule;
  const count = Math.min(length, MOST_COMPARED);
  for (let i = 0; i < count; i++)
    yield count === length ? i : Math.floor((i * (length - 1)) / (count - 1));
  if (count === length) return;
  const marks = schedule.tracks.get(track)?.curve.breakpoints(0, length, 1000) ?? [];
  for (const mark of marks.map(Math.ceil))
    for (const step of [mark - 1, mark, mark + 1]) if (step >= 0 && step < length) yield step;
}

/** The greatest difference over all tracks that were written, by its share of the track's peak. */
export function differenceOf(schedule: Schedule, { at, tracks }: Written): Difference {
  let worst: Difference = {
    absolute: 0,
    relative: 0,
    step: 0,
    track: tracks[0] ?? "learningRate",
    compared: Math.min(schedule.length, MOST_COMPARED),
  };
  for (const name of tracks) {
    const curve = schedule.tracks.get(name)?.curve;
    if (curve === undefined) continue;
    const { min, max } = curve.extremes(0, schedule.length);
    const size = Math.max(Math.abs(min), Math.abs(max)) || 1;
    for (const step of comparedSteps(schedule, name)) {
      const absolute = Math.abs(at(name, step) - curve.at(step));
      const relative = absolute / size;
      if (!(relative <= worst.relative))
        worst = { ...worst, absolute, relative, step, track: name };
    }
  }
  return worst;
}

const digits = (value: number): string => shortNumber(Number(value.toPrecision(2)));

/** The sentence that the code carries. */
export function proofOf({ absolute, relative, step, track, compared }: Difference): string {
  const where = `${compared.toLocaleString("en")} updates compared`;
  if (absolute === 0) return `Equal to the definition at every update (${where}).`;
  return `Differs from the definition by at most ${digits(absolute)} (${digits(relative)} of the peak of ${track}), at update ${step} (${where}).`;
}
