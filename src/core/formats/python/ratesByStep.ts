import type { LibraryTrack } from "../../libraries/construction";
import type { Curve } from "../../schedule/curve";
import { functionCurve } from "../../schedule/curves/functionBacked";
import { tableCurve } from "../../schedule/curves/table";
import { numberOf, type Value } from "./script/value";

/** The rate of each parameter group at one step. */
type Rates = readonly Value[];

/** The rates of step k, read by itself; none where that goes beyond the limits of reading. */
type Alone = (k: number) => Rates;

/** Steps that are run in turn, to see that each can also be known by itself. */
export const TRIED = 40;
/** More steps than these are not run in turn. */
export const LONGEST = 20_000;

/** Whether each step's rates follow from its number alone, and are those that the run comes to. */
export function isClosed(alone: Alone, tried: readonly Rates[], length: number): boolean {
  if (tried.length === 0) return false;
  const far = [length - 1, Math.floor(length / 2), Math.floor(length / 3)];
  return tried.every((row, k) => sameRates(alone(k), row)) && far.every((k) => isKnown(alone(k)));
}

const isKnown = (rates: Rates): boolean =>
  rates.length > 0 && rates.every((rate) => numberOf(rate) !== undefined);

const sameRates = (a: Rates, b: Rates): boolean =>
  isKnown(a) &&
  a.length === b.length &&
  a.every((value, index) => numberOf(value) === numberOf(b[index]));

/** A curve for each group, every value read by itself. */
export const curvesAlone = (alone: Alone, groups: number): readonly Curve[] =>
  Array.from({ length: groups }, (_, group) =>
    functionCurve((step) => numberOf(alone(Math.floor(step))[group]) ?? NaN),
  );

/** A curve for each group from the steps that were run in turn. */
export const tablesOf = (rows: readonly Rates[], groups: number): readonly Curve[] =>
  Array.from({ length: groups }, (_, group) =>
    tableCurve(
      rows.map((row) => numberOf(row[group]) ?? NaN),
      1,
    ),
  );

export const rateTracksOf = (curves: readonly Curve[]): LibraryTrack[] =>
  curves.map((curve, group) => ({ name: "learningRate", group, curve }));
