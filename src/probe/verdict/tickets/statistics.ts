import type { Correction } from "../family";
import { mean } from "../judged";
import { signedRank } from "../signedRank";
import type { Losses, Tickets } from "./tickets";

/** Two kinds of training, paired over the seeds. */
export interface Test {
  /** In so many seeds the first ends lower; of so many that have both. */
  readonly lower: number;
  readonly seeds: number;
  /** First less second, over the seeds in which both are finite; undefined where there is none. */
  readonly difference: number | undefined;
  /** Wilcoxon's signed-rank test, two-sided, exact. */
  readonly p: number;
  /** The same, corrected by Holm's method for all that the run's verdict tests. */
  readonly adjusted: number;
}

/** A test of the schedules at these places. */
export interface PairTest extends Test {
  readonly pair: readonly [number, number];
}

interface Tests<One, Pair> {
  /** Tickets against the same masks with other initial weights, schedule by schedule averaged. */
  readonly reinitialised: One;
  /** Those against shuffled masks. */
  readonly permuted: One;
  /** Own schedule against the others; undefined where there is one schedule. */
  readonly own: One | undefined;
  /** By the schedule that found the ticket, averaged over those that trained it again. */
  readonly found: readonly Pair[];
  /** By the schedule that trained it again, averaged over those that found it. */
  readonly retrained: readonly Pair[];
}

export type TicketTests = Tests<Test, PairTest>;
export type UncorrectedTickets = Tests<Untold, UntoldPair>;

/** Up to so many schedules each is compared with each. */
const ALL_PAIRS = 5;

type Untold = Omit<Test, "adjusted">;
type UntoldPair = Omit<PairTest, "adjusted">;

/** By seed the mean over several trainings; undefined where one of them is missing. */
function meanBySeed(all: readonly Losses[]): Losses {
  const seeds = all[0]?.length ?? 0;
  return Array.from({ length: seeds }, (_, seed) => {
    const losses = all.map((each) => each[seed]);
    if (losses.some((loss) => loss === undefined)) return undefined;
    return losses.reduce<number>((sum, loss) => sum + (loss ?? NaN), 0) / losses.length;
  });
}

function test(differences: readonly number[]): Untold {
  return {
    lower: differences.filter((difference) => difference < 0).length,
    seeds: differences.length,
    difference: mean(differences.filter(Number.isFinite)),
    p: signedRank(differences).p,
  };
}

function paired(first: Losses, second: Losses): Untold {
  return test(
    first.flatMap((a, seed) => {
      const b = second[seed];
      // Two that diverged are equally bad; ∞ − ∞ would be no number.
      return a === undefined || b === undefined ? [] : [a === b ? 0 : a - b];
    }),
  );
}

/**
 * By how much a ticket ends higher with the schedule that found it than with the others, when what
 * each schedule does as finder and as trainer is taken out: the mean of the diagonal of the
 * double-centred matrix, times K / (K − 1). For mᵢⱼ = aᵢ + bⱼ + c·[i = j] it is c.
 *
 * @param losses Of one seed, [found with][trained again with], at least 2 × 2.
 */
export function ownSchedule(losses: readonly (readonly number[])[]): number {
  const { length: count } = losses;
  const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
  const diagonal = sum(losses.map((row, i) => row[i] ?? NaN));
  const all = sum(losses.map(sum));
  // Σᵢ (mᵢᵢ − row mean − column mean + grand mean) = diagonal − all / K.
  return (diagonal - all / count) / (count - 1);
}

function ownBySeed({ tickets }: Tickets): number[] {
  const seeds = tickets[0]?.[0]?.length ?? 0;
  return Array.from({ length: seeds }, (_, seed) =>
    ownSchedule(tickets.map((row) => row.map((losses) => losses[seed] ?? NaN))),
  ).filter(Number.isFinite);
}

function pairsOf(averages: readonly Losses[]): UntoldPair[] {
  const firsts = averages.length > ALL_PAIRS ? 1 : averages.length;
  return averages
    .slice(0, firsts)
    .flatMap((first, i) =>
      averages
        .slice(i + 1)
        .map((second, j) => ({ ...paired(first, second), pair: [i, i + 1 + j] as const })),
    );
}

/** All that is asked of the tickets of a run. */
export function testTickets(all: Tickets): UncorrectedTickets {
  const { tickets, reinitialised, permuted } = all;
  const own = meanBySeed(tickets.map((row, i) => row[i] ?? []));
  const anew = meanBySeed(reinitialised);
  const several = tickets.length > 1;
  const columns = tickets.map((_, j) => meanBySeed(tickets.map((row) => row[j] ?? [])));
  return {
    reinitialised: paired(own, anew),
    permuted: paired(anew, meanBySeed(permuted)),
    own: several ? test(ownBySeed(all)) : undefined,
    found: several ? pairsOf(tickets.map(meanBySeed)) : [],
    retrained: several ? pairsOf(columns) : [],
  };
}

/** The tests one after another, as they are counted. */
export const listed = ({
  reinitialised,
  permuted,
  own,
  found,
  retrained,
}: UncorrectedTickets): readonly Untold[] => [
  reinitialised,
  permuted,
  ...(own ? [own] : []),
  ...found,
  ...retrained,
];

export function correctTickets(tests: UncorrectedTickets, correction: Correction): TicketTests {
  const { reinitialised, permuted, own, found, retrained } = tests;
  const told = <Each extends Untold>(each: Each): Each & Test => ({
    ...each,
    adjusted: correction(each),
  });
  return {
    reinitialised: told(reinitialised),
    permuted: told(permuted),
    own: own && told(own),
    found: found.map(told),
    retrained: retrained.map(told),
  };
}
