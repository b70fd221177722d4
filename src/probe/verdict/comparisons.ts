import { finalTrainLoss, finalValidationLoss } from "../results/figures";
import type { Replica } from "../results/run";
import type { Correction } from "./family";
import { mean, type Judged } from "./judged";
import { signedRank } from "./signedRank";

/** Differences with a greater p are not called differences. */
export const LEVEL = 0.05;

/** Up to so many schedules each is compared with each; more are compared with the first alone. */
const ALL_PAIRS = 5;

export type Measure = "validation" | "train";

/** Two schedules, seed by seed. `a` is the one with the lower loss in the mean. */
export interface Comparison {
  readonly a: Judged;
  readonly b: Judged;
  /** Seeds with which both were trained. */
  readonly seeds: number;
  /** Seeds in which `a` ended lower than `b`. */
  readonly lower: number;
  /** Means over the seeds in which neither has diverged; undefined where there is none. */
  readonly means: readonly [a: number, b: number] | undefined;
  /** Of Wilcoxon's signed-rank test, two-sided and exact. */
  readonly p: number;
  /** The same, corrected by Holm's method for all that the verdict tests. */
  readonly adjusted: number;
}

/** The loss at the end; infinite where the training has diverged. */
export const endLoss =
  (measure: Measure) =>
  (replica: Replica): number => {
    if (replica.diverged) return Infinity;
    return (measure === "validation" ? finalValidationLoss : finalTrainLoss)(replica) ?? NaN;
  };

export function pairsOf<Item>(items: readonly Item[]): (readonly [Item, Item])[] {
  const firsts = items.length > ALL_PAIRS ? items.slice(0, 1) : items;
  return firsts.flatMap((a, i) => items.slice(i + 1).map((b) => [a, b] as const));
}

/** Which schedules are compared, and how many comparisons that counts for. */
export interface Pairs {
  readonly pairs: readonly (readonly [Judged, Judged])[];
  /** Above the number of pairs where one of them was chosen by what it came to. */
  readonly counted: number;
}

/**
 * The settings of a grid: the one with the lowest loss in the mean with each other one. To find it
 * all were compared with all, and that many comparisons are counted.
 */
export function pairsWithBest(settings: readonly Judged[], measure: Measure): Pairs {
  const losses = settings.map(({ replicas }) => worstOrMean(replicas.map(endLoss(measure))));
  const best = settings[losses.indexOf(Math.min(...losses))];
  const others = settings.filter((each) => each !== best);
  return {
    pairs: best ? others.map((each) => [best, each] as const) : [],
    counted: (settings.length * (settings.length - 1)) / 2,
  };
}

/** A setting that diverges with some of the seeds is not the best of them. */
const worstOrMean = (losses: readonly number[]): number =>
  losses.every(Number.isFinite) ? (mean(losses) ?? Infinity) : Infinity;

/** A comparison that is not corrected for the others yet. */
export type Uncorrected = Omit<Comparison, "adjusted">;

/** Compares the schedules' losses at the end, paired over the seeds. */
export const compareAll = ({ pairs }: Pairs, measure: Measure): Uncorrected[] =>
  pairs.map(([a, b]) => compare(a, b, measure));

export const correctAll = (all: readonly Uncorrected[], correction: Correction): Comparison[] =>
  all.map((each) => ({ ...each, adjusted: correction(each) }));

function compare(x: Judged, y: Judged, measure: Measure): Uncorrected {
  const end = endLoss(measure);
  const pairs = x.replicas.flatMap((replica) => {
    const other = y.replicas.find(({ seed }) => seed === replica.seed);
    const losses = [end(replica), other ? end(other) : NaN] as const;
    return losses.some(Number.isNaN) ? [] : [losses];
  });
  // Two that diverged are equally bad; ∞ − ∞ would be no number.
  const differences = pairs.map(([a, b]) => (a === b ? 0 : a - b));
  const { p } = signedRank(differences);
  const below = differences.filter((difference) => difference < 0).length;
  const above = differences.filter((difference) => difference > 0).length;
  const finite = pairs.filter((pair) => pair.every(Number.isFinite));
  const [meanX, meanY] = [mean(finite.map(([a]) => a)), mean(finite.map(([, b]) => b))];
  const means = meanX === undefined || meanY === undefined ? undefined : ([meanX, meanY] as const);
  const first = below === above ? !means || means[0] <= means[1] : below > above;
  return {
    a: first ? x : y,
    b: first ? y : x,
    seeds: pairs.length,
    lower: first ? below : above,
    means: means && (first ? means : [means[1], means[0]]),
    p,
  };
}
