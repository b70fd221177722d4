import type { ProbePoint } from "../request";
import { meanOf, summarize } from "../results/figures";
import { replicasOf, type ProbeRun, type Replica, type RunSchedule } from "../results/run";

/** A schedule of a run with what it came to. */
export interface Judged {
  readonly run: ProbeRun;
  readonly schedule: RunSchedule;
  readonly replicas: readonly Replica[];
  /** Those that have not diverged. */
  readonly whole: readonly Replica[];
}

export const judgedSchedules = (run: ProbeRun): Judged[] =>
  run.schedules.map((schedule) => {
    const replicas = replicasOf(run, schedule.id);
    return { run, schedule, replicas, whole: replicas.filter(({ diverged }) => !diverged) };
  });

/** Mean of the points at steps [from, to). */
export const meanWithin = (
  points: readonly ProbePoint[],
  from: number,
  to: number,
): number | undefined => meanOf(points.filter(([step]) => step >= from && step < to));

/** By how much the training loss falls from steps [a, b) to [b, c), as a share, replica by replica. */
export function falls(
  replicas: readonly Replica[],
  [a, b, c]: readonly [number, number, number],
): number[] {
  return replicas.flatMap(({ train }) => {
    const [before, after] = [meanWithin(train, a, b), meanWithin(train, b, c)];
    return before === undefined || after === undefined || before === 0
      ? []
      : [(before - after) / Math.abs(before)];
  });
}

export const mean = (values: readonly (number | undefined)[]): number | undefined =>
  summarize(values)?.mean;

/** The track's value at a step; undefined where the run does not know the track. */
export function trackAt(
  { schedule }: Judged,
  track: string,
): ((step: number) => number | undefined) | undefined {
  const points = schedule.tracks.get(track);
  if (!points || points.length === 0) return undefined;
  return (step) => {
    let value: number | undefined;
    for (const [at, next] of points) {
      if (at > step) break;
      value = next;
    }
    return value;
  };
}

/**
 * The track's values in [from, to), each that it takes once. A schedule without the track has the one
 * value `undefined`: what its task does without the track is no value that a track may also have.
 */
function trackWithin(
  judged: Judged,
  track: string,
  from: number,
  to: number,
): readonly (number | undefined)[] {
  const later = (judged.schedule.tracks.get(track) ?? []).flatMap(([step, value]) =>
    step > from && step < to ? [value] : [],
  );
  return [trackAt(judged, track)?.(from), ...later];
}

/** The rates in [from, to), each that the schedule takes once. */
export const ratesWithin = (judged: Judged, from: number, to: number): readonly number[] =>
  trackWithin(judged, "learningRate", from, to).filter((rate) => rate !== undefined);

/** Tracks that change what the training loss measures: losses under other values are not comparable. */
const IN_THE_LOSS = ["noise", "temperature", "augmentation", "pixelNoise", "pixelShift"];

/** Whether the training loss measures in [from, to) what it measures in [from2, to2) of the other. */
export const measuresAlike = (
  [one, from, to]: readonly [Judged, number, number],
  [other, from2, to2]: readonly [Judged, number, number],
): boolean =>
  IN_THE_LOSS.every((track) => {
    const values = [...trackWithin(one, track, from, to), ...trackWithin(other, track, from2, to2)];
    return new Set(values).size === 1;
  });

/** Whether the training loss measures the same all the time in [from, to). */
export const measuresOne = (judged: Judged, from: number, to: number): boolean =>
  measuresAlike([judged, from, to], [judged, from, to]);

/** Four fifths of the seeds; of four or fewer, every one. */
export const nearlyAll = (count: number, all: number): boolean => all > 0 && count >= 0.8 * all;

/** "3 of 8". */
export const outOf = (count: number, all: number): readonly [string, string] => [
  String(count),
  String(all),
];
