import { lookup, number, pieces, STEP, subtract, type Formula } from "../schedule/formula/formula";
import type { Schedule } from "../schedule/schedule";
import { MOST_COMPARED, peakOf } from "./difference";
import { compiledError } from "./singlePrecision";
import type { WrittenTrack } from "./source";

/** Values that are written instead of a formula, over all stretches of a track. */
const MOST_PATCHED = 1000;
/** Where these are too far apart for one table, those that are nearer to each other are one. */
const APART = 100;

/** Updates from `start` up to `end`, which is none of them. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The track with its values in place of the formula where the formula may be further than `bound` (a share
 * of the peak) from them in single precision; itself where these are too many, or the run is too
 * long to look at each update.
 */
export function patched(schedule: Schedule, track: WrittenTrack, bound: number): WrittenTrack {
  const { curve, formula } = track;
  const beyond = stepsBeyond(schedule, track, bound * peakOf(schedule, curve));
  const whole = stretchesOf(beyond, Infinity);
  const stretches = lengthOf(whole) > MOST_PATCHED ? stretchesOf(beyond, APART) : whole;
  const count = lengthOf(stretches);
  if (count === 0 || count > MOST_PATCHED) return track;
  const valuesIn = ({ start, end }: Stretch) =>
    Array.from({ length: end - start }, (_, i) => curve.at(start + i));
  return {
    ...track,
    formula: stretches.reduce((now, one) => replaced(now, one, valuesIn(one)), formula),
  };
}

const lengthOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { start, end }) => sum + end - start, 0);

function stepsBeyond({ resume, length }: Schedule, track: WrittenTrack, most: number): number[] {
  const found: number[] = [];
  if (length - resume > MOST_COMPARED) return found;
  const error = compiledError(track.formula);
  for (let step = resume; step < length; step++)
    if (!(error(step, track.curve.at(step)) <= most)) found.push(step);
  return found;
}

/** The steps and those between them, unless these are so many. */
function stretchesOf(steps: readonly number[], apart: number): Stretch[] {
  const found: Stretch[] = [];
  for (const step of steps) {
    const last = found.at(-1);
    if (last && step - last.end < apart) found.splice(-1, 1, { ...last, end: step + 1 });
    else found.push({ start: step, end: step + 1 });
  }
  return found;
}

/** The pieces of a formula, each from its first step on. */
const piecesOf = (formula: Formula): { readonly start: number; readonly piece: Formula }[] =>
  formula.op === "pieces" && formula.of.op === "step"
    ? formula.pieces.map((piece, i) => ({ start: formula.bounds[i - 1] ?? 0, piece }))
    : [{ start: 0, piece: formula }];

function replaced(formula: Formula, { start, end }: Stretch, values: readonly number[]): Formula {
  const all = piecesOf(formula);
  const next = all.findLast((one) => one.start <= end)?.piece ?? formula;
  const index = start === 0 ? STEP : subtract(STEP, number(start));
  const list = [
    ...all.filter((one) => one.start < start),
    { start, piece: lookup(values, index) },
    { start: end, piece: next },
    ...all.filter((one) => one.start > end),
  ];
  return pieces(
    STEP,
    list.slice(1).map((one) => one.start),
    list.map(({ piece }) => piece),
  );
}
