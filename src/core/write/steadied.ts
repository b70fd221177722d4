import type { Schedule } from "../schedule/schedule";
import { steady } from "./code/steady";
import { differenceOf, trackDifference } from "./difference";
import { patched } from "./patched";
import { furthestSingle, single } from "./singlePrecision";
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

/**
 * The tracks themselves where single precision suits them, else by operations that suit it better,
 * and with their values where it has too few digits for any: in the first updates of RAdam's warmup,
 * for a weight decay that is a constant divided by a tiny rate.
 */
export function steadied(
  schedule: Schedule,
  tracks: readonly WrittenTrack[],
): readonly WrittenTrack[] {
  const off = (all: readonly WrittenTrack[]): number =>
    Math.max(
      differenceOf(schedule, { at: singleValues(all), tracks: all.map(({ name }) => name) })
        .relative,
      ...all.map((track) => compiledDifference(schedule, track)),
    );
  const plain = off(tracks);
  if (!(plain > TWO_UNITS)) return tracks;
  const steadier = tracks.map((track) => ({ ...track, formula: steady(track.formula) }));
  const better = off(steadier) < plain ? steadier : tracks;
  if (off(better) <= TWO_UNITS) return better;
  const mended = better.map((track) => patched(schedule, track, TWO_UNITS));
  return off(mended) < off(better) ? mended : better;
}

/** At so many updates a compiler's roundings are tried as well. */
const MOST_COMPILED = 2000;

/** The greatest difference of a track that a compiler of the code may leave. */
function compiledDifference(schedule: Schedule, { name, formula, curve }: WrittenTrack): number {
  const at = (step: number): number => furthestSingle(formula, step, curve.at(step));
  return trackDifference(schedule, name, at, MOST_COMPILED).relative;
}
