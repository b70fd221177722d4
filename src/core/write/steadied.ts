import type { Schedule } from "../schedule/schedule";
import { steady } from "./code/steady";
import { shortNumber } from "./code/number";
import { trackDifference } from "./difference";
import { patched } from "./patched";
import { compiledError, single } from "./singlePrecision";
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

/** Tracks whose formulas suit single precision as well as they can. */
interface Steadied {
  readonly tracks: readonly WrittenTrack[];
  /** How far a compiler's roundings may leave them from the definition, as a share of the peak. */
  readonly most: number;
}

/**
 * The tracks themselves where single precision suits them, else by operations that suit it better,
 * and with their values where it has too few digits for any: in the first updates of RAdam's warmup,
 * for a weight decay that is a constant divided by a tiny rate.
 */
export function steadied(schedule: Schedule, tracks: readonly WrittenTrack[]): Steadied {
  const off = (all: readonly WrittenTrack[]): Steadied => ({
    tracks: all,
    most: Math.max(...all.map((track) => furthest(schedule, track))),
  });
  const plain = off(tracks);
  if (plain.most <= TWO_UNITS) return plain;
  const steadier = off(tracks.map((track) => ({ ...track, formula: steady(track.formula) })));
  const better = nearer(steadier, plain);
  if (better.most <= TWO_UNITS) return better;
  return nearer(off(better.tracks.map((track) => patched(schedule, track, TWO_UNITS))), better);
}

/** The first where it is nearer to the definition than the other. */
const nearer = (a: Steadied, b: Steadied): Steadied => (a.most < b.most ? a : b);

/** At so many updates a compiler's roundings are tried as well. */
const MOST_COMPILED = 2000;

/** The greatest difference that a track may have in single precision, compiled or not. */
function furthest(schedule: Schedule, { name, formula, curve }: WrittenTrack): number {
  const error = compiledError(formula);
  const plain = trackDifference(schedule, name, (step) => single(formula, step)).relative;
  const compiled = trackDifference(
    schedule,
    name,
    (step) => curve.at(step) + error(step, curve.at(step)),
    MOST_COMPILED,
  ).relative;
  return Math.max(plain, compiled);
}

/** What the code says of a library that may compile it; `most` as a share of the peak. */
export function compiledNote(compiler: string, { most }: Steadied): string {
  const share = Math.ceil(Math.max(most, TWO_UNITS) * 1e8) / 1e8;
  return `${compiler} may round otherwise, by up to ${shortNumber(share)} of the peak.`;
}
