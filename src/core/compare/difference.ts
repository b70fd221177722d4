import type { Curve } from "../schedule/curve";
import { constantCurve } from "../schedule/curves/constant";
import { differenceCurve, differenceProblem } from "../schedule/curves/difference";
import { searchGreatest } from "../schedule/curves/search";
import { stretchCurve } from "../schedule/curves/stretch";
import type { Schedule } from "../schedule/schedule";
import { sameClock } from "./sameClock";
import { sameTrack } from "./sameTrack";

/** Two schedules' tracks of one name on common positions 0 … positions − 1. */
interface Pair {
  readonly reference: Curve;
  readonly other: Curve;
  readonly positions: number;
  readonly same: boolean;
}

/**
 * Update by update as far as both runs go or, `normalised`, at the same share of each run, at as many
 * places as the longer run has updates. Undefined where a track is missing, and update by update where
 * the steps of the two are not the same thing.
 */
function pairOf(
  reference: Schedule,
  other: Schedule,
  name: string,
  normalised: boolean,
): Pair | undefined {
  const [a, b] = [reference.tracks.get(name)?.curve, other.tracks.get(name)?.curve];
  if (!a || !b) return undefined;
  const same = sameTrack(reference, other, name);
  if (!normalised) {
    if (!sameClock([reference, other])) return undefined;
    const positions = Math.min(reference.length, other.length);
    return { reference: a, other: b, positions, same };
  }
  const positions = Math.max(reference.length, other.length);
  return {
    reference: stretchCurve(a, reference.length, positions),
    other: stretchCurve(b, other.length, positions),
    positions,
    same,
  };
}

/**
 * Questions that a search may ask: for one column of a picture, where bounds are drawn if they do not
 * suffice, and for the largest gap.
 */
export interface Budget {
  readonly column: number;
  readonly gap: number;
}

/** A gap takes about a tenth of a second at most, where curves are nearly the same everywhere. */
const BUDGET: Budget = { column: 16, gap: 2000 };

/**
 * other − reference, over as many positions; undefined where one of them has no such track, or their
 * steps can't be compared.
 */
export function difference(
  reference: Schedule,
  other: Schedule,
  name: string,
  normalised: boolean,
  { column }: Budget = BUDGET,
): { readonly curve: Curve; readonly positions: number } | undefined {
  const pair = pairOf(reference, other, name, normalised);
  if (!pair) return undefined;
  const { positions, same } = pair;
  const curve = same ? constantCurve(0) : differenceCurve(pair.other, pair.reference, column);
  return { curve, positions };
}

/** Where two tracks differ most. */
export interface Gap {
  /** other − reference there. */
  readonly difference: number;
  /** Position 0 … positions − 1: an update or, normalised, a place of the longer run. */
  readonly position: number;
  readonly positions: number;
  /**
   * No difference is larger in size. The size of `difference` itself, except where the two are so
   * nearly alike throughout, or oscillate so fast, that the search ended before its proof.
   */
  readonly bound: number;
}

const hasGaps = ({ tracks }: Schedule, name: string): boolean =>
  tracks.get(name)?.phases.some(({ missing }) => missing) === true;

/**
 * The largest gap between two tracks of a name; undefined where a part of one is not known, or their
 * steps can't be compared.
 */
export function largestGap(
  reference: Schedule,
  other: Schedule,
  name: string,
  normalised: boolean,
  { gap }: Budget = BUDGET,
): Gap | undefined {
  const pair = pairOf(reference, other, name, normalised);
  if (!pair || [reference, other].some((schedule) => hasGaps(schedule, name))) return undefined;
  const { positions } = pair;
  if (pair.same) return { difference: 0, position: 0, positions, bound: 0 };
  const problem = differenceProblem(pair.other, pair.reference);
  const above = searchGreatest(problem, 0, positions - 1, 1, gap);
  const below = searchGreatest(problem, 0, positions - 1, -1, gap);
  const larger = above.value >= below.value ? above : below;
  if (!Number.isFinite(above.value) || !Number.isFinite(below.value)) return undefined;
  return {
    difference: larger === above ? above.value : -below.value,
    position: larger.index,
    positions,
    bound: Math.max(above.bound, below.bound),
  };
}
