import { peakOf } from "../facts/peak";
import { warmupOfTrack } from "../facts/warmup";
import { meanOfTrack, sumOfTrack } from "../schedule/integrals";
import type { Schedule, Track } from "../schedule/schedule";

/** What a comparison tells of one track; NaN where a part of it is not known. */
export interface TrackSummary {
  /** The greatest value that an update uses, and the first update that does (to one part in 10⁹). */
  readonly peak: number;
  readonly peakStep: number;
  readonly mean: number;
  /** Σ value(t), t = 0 … N − 1. */
  readonly sum: number;
  /** The share of the run over which the track warms up; 0 where it has no warmup. */
  readonly warmupShare: number;
  /** The value of the last update, N − 1. */
  readonly last: number;
}

export function summaryOfTrack(schedule: Schedule, track: Track): TrackSummary {
  const { length } = schedule;
  const peak = peakOf(track, length);
  return {
    peak: peak?.value ?? NaN,
    peakStep: peak?.step ?? NaN,
    mean: meanOfTrack(schedule, track),
    sum: sumOfTrack(schedule, track),
    warmupShare: Math.min(1, (warmupOfTrack(track)?.end ?? 0) / length),
    last: track.curve.at(length - 1),
  };
}
