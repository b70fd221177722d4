import type { Curve } from "../schedule/curve";
import { sumByPieces } from "../schedule/curves/transform";
import type { Schedule } from "../schedule/schedule";
import { between } from "../text/between";

/** When a run was at which step: seconds since its first line, at ascending steps. */
export interface WallClock {
  readonly steps: number[];
  readonly seconds: number[];
}

/** More points than a chart has ticks, and few enough for every message. */
const MOST = 200;
/** So many of a log's times are looked at, evenly: it is drawn anew whenever it has grown. */
const LOOKED_AT = 1 << 13;

/**
 * @param steps Ascending.
 * @param times Seconds since whenever, as many; NaN where the log has none.
 * @returns Undefined where they tell no pace.
 */
export function wallClock(
  steps: Float64Array,
  times: Float64Array | undefined,
): WallClock | undefined {
  const found: { steps: number[]; seconds: number[] } = { steps: [], seconds: [] };
  const start = times?.find((time) => Number.isFinite(time)) ?? NaN;
  let latest = -1;
  for (const i of evenly(steps.length, LOOKED_AT)) {
    const seconds = (times?.[i] ?? NaN) - start;
    // clocks are set back, and lines written twice
    if (!(seconds > latest)) continue;
    latest = seconds;
    found.steps.push(steps[i] ?? NaN);
    found.seconds.push(seconds);
  }
  const count = found.steps.length;
  if (count < 2) return undefined;
  const kept = evenly(count, MOST);
  const pick = (all: readonly number[]): number[] => kept.map((i) => all[i] ?? NaN);
  return { steps: pick(found.steps), seconds: pick(found.seconds) };
}

/** At most `most` indices of so many, the first and the last among them. */
function evenly(count: number, most: number): number[] {
  const kept = Math.min(count, most);
  const gaps = Math.max(1, kept - 1);
  return Array.from({ length: kept }, (_, i) => Math.round((i * (count - 1)) / gaps));
}

export const secondsAt = ({ steps, seconds }: WallClock, step: number): number =>
  between(step, steps, seconds);

export const stepAtSeconds = ({ steps, seconds }: WallClock, time: number): number =>
  between(time, seconds, steps);

/**
 * A run along the wall clock of another one: its value at step k is what it had when the other one
 * had run as long as up to its own step k.
 */
export function retimed(run: Schedule, own: WallClock, reference: WallClock): Schedule {
  const ownStep = (step: number): number => stepAtSeconds(own, secondsAt(reference, step));
  const end = stepAtSeconds(reference, secondsAt(own, run.length - 1));
  const length = Math.max(1, Math.floor(end + 1e-9) + 1);
  const tracks = new Map(
    [...run.tracks].map(([name, track]) => {
      const curve = warped(track.curve, ownStep);
      const phases = track.phases.map((phase) => ({ ...phase, end: length, length, curve }));
      return [name, { ...track, curve, phases }];
    }),
  );
  return {
    ...run,
    length,
    time: { ...run.time, steps: length },
    tracks,
    at: (step) =>
      Object.fromEntries([...tracks].map(([name, { curve }]) => [name, curve.at(step)])),
  };
}

/** @param to Rises. */
const warped = (curve: Curve, to: (step: number) => number): Curve => {
  const at = (step: number): number => curve.at(to(step));
  const breakpoints = (): number[] => [];
  return {
    at,
    extremes: (first, last) => curve.extremes(to(first), to(last)),
    sum: (first, last) => sumByPieces(at, { breakpoints }, first, last),
    breakpoints,
  };
};
