import type { Schedule } from "../schedule/schedule";
import { steady } from "./code/steady";
import { differenceOf } from "./difference";
import { single } from "./singlePrecision";
import type { WrittenTrack } from "./source";

/** Two units in the last place of the peak in single precision. */
export const TWO_UNITS = 2 ** -22;

/** The values of formulas in single precision, by the track's name. */
export const singleValues =
  (tracks: readonly WrittenTrack[]) =>
  (name: string, step: number): number => {
    const track = tracks.find((one) => one.name === name);
    return track ? single(track.formula, step) : NaN;
  };

/** The tracks themselves where single precision suits them, else by operations that suit it better. */
export function steadied(
  schedule: Schedule,
  tracks: readonly WrittenTrack[],
): readonly WrittenTrack[] {
  const off = (all: readonly WrittenTrack[]): number =>
    differenceOf(schedule, { at: singleValues(all), tracks: all.map(({ name }) => name) }).relative;
  const plain = off(tracks);
  if (!(plain > TWO_UNITS)) return tracks;
  const steadier = tracks.map((track) => ({ ...track, formula: steady(track.formula) }));
  return off(steadier) < plain ? steadier : tracks;
}
