import { word } from "../../../core/text/words";
import { finalValidationLoss } from "../../results/figures";
import type { ProbeRun, RunSchedule } from "../../results/run";
import { LEVEL } from "../comparisons";
import { mean } from "../judged";
import { loss, pValue, quoted } from "../numbers";
import { say, type Sentence } from "../sentence";
import { leastP } from "../signedRank";
import type { PairTest, Test, TicketTests } from "./statistics";
import type { Tickets } from "./tickets";

/** What the verdict of a run has found before it is put into words. */
interface Found {
  readonly tickets: Tickets;
  readonly tests: TicketTests;
  /** Comparisons that the tests are corrected for. */
  readonly counted: number;
  /** So many seeds could tell differences; undefined where there are as many. */
  readonly needed: number | undefined;
}

/** What the tickets of a run show. */
export function concludeTickets(
  run: ProbeRun,
  { tickets, tests, counted, needed }: Found,
): Sentence[] {
  if (needed !== undefined) {
    return [means(run, tickets), tooFew(run.seeds.length, counted, needed)];
  }
  return [
    means(run, tickets),
    ordered(tests.reinitialised, REINITIALISED),
    ordered(tests.permuted, PERMUTED),
    ...(tests.own ? [ownSchedule(tests.own)] : []),
    ...pairs(tests.found, run.schedules, FOUND),
    ...pairs(tests.retrained, run.schedules, RETRAINED),
    method(counted, run.schedules.length > 1),
  ];
}

function means(run: ProbeRun, { tickets, reinitialised, permuted }: Tickets): Sentence {
  const of = (values: readonly (number | undefined)[]): string => loss(mean(values) ?? NaN);
  return say(
    "Tickets, trained again with the schedule that found them, end at {0} in the mean; the same masks with other initial weights at {1}, shuffled masks at {2}, whole networks at {3} (validation loss).",
    of(tickets.flatMap((row, i) => row[i] ?? [])),
    of(reinitialised.flat()),
    of(permuted.flat()),
    of(run.replicas.map(finalValidationLoss)),
  );
}

function tooFew(seeds: number, counted: number, needed: number): Sentence {
  if (seeds === 1) {
    return say(
      "One seed shows no spread: nothing can be concluded about tickets. At least {0} seeds are needed.",
      String(needed),
    );
  }
  return say(
    "With {0} seeds and {1} comparisons the least p possible is {2}, so nothing can be concluded about tickets. At least {3} seeds are needed.",
    String(seeds),
    String(counted),
    pValue(Math.min(1, counted * leastP(seeds))),
    String(needed),
  );
}

/** What is said of two kinds of training, by how many of the seeds, or by p alone. */
interface Words {
  readonly lower: (count: string, seeds: string, p: string) => Sentence;
  readonly higher: (count: string, seeds: string, p: string) => Sentence;
  readonly alike: (p: string) => Sentence;
}

const REINITIALISED: Words = {
  lower: (...values) =>
    say(
      "Tickets end lower than the same masks with other initial weights in {0} of {1} seeds (p = {2}).",
      ...values,
    ),
  higher: (...values) =>
    say(
      "Tickets end higher than the same masks with other initial weights in {0} of {1} seeds (p = {2}).",
      ...values,
    ),
  alike: (p) =>
    say(
      "Between tickets and the same masks with other initial weights no difference is shown (p = {0}).",
      p,
    ),
};

const PERMUTED: Words = {
  lower: (...values) =>
    say(
      "Masks with other initial weights end lower than shuffled ones in {0} of {1} seeds (p = {2}).",
      ...values,
    ),
  higher: (...values) =>
    say(
      "Masks with other initial weights end higher than shuffled ones in {0} of {1} seeds (p = {2}).",
      ...values,
    ),
  alike: (p) =>
    say(
      "Between masks with other initial weights and shuffled ones no difference is shown (p = {0}).",
      p,
    ),
};

/** Whether the first is lower: in most seeds, or where these are even, in the mean. */
const isLower = ({ difference = 0, lower, seeds }: Test): boolean =>
  2 * lower === seeds ? difference < 0 : 2 * lower > seeds;

function ordered(test: Test, { lower, higher, alike }: Words): Sentence {
  const { adjusted, seeds } = test;
  const p = pValue(adjusted);
  if (adjusted > LEVEL) return alike(p);
  return isLower(test)
    ? lower(String(test.lower), String(seeds), p)
    : higher(String(seeds - test.lower), String(seeds), p);
}

/** The interaction of finding and training again. */
function ownSchedule(test: Test): Sentence {
  const { adjusted, difference = NaN } = test;
  const values = [loss(Math.abs(difference)), pValue(adjusted)] as const;
  if (adjusted > LEVEL) {
    return difference <= 0
      ? say(
          "That a ticket wins with the schedule that found it is not shown: it ends lower by {0} in the mean than with the others, what each schedule does by itself taken out (p = {1}).",
          ...values,
        )
      : say(
          "That a ticket wins with the schedule that found it is not shown: it ends higher by {0} in the mean than with the others, what each schedule does by itself taken out (p = {1}).",
          ...values,
        );
  }
  return isLower(test)
    ? say(
        "A ticket wins with the schedule that found it: it ends lower by {0} in the mean than with the others, what each schedule does by itself taken out (p = {1}).",
        ...values,
      )
    : say(
        "A ticket loses with the schedule that found it: it ends higher by {0} in the mean than with the others, what each schedule does by itself taken out (p = {1}).",
        ...values,
      );
}

/** What is said of schedules as finders, or as trainers. */
interface PairWords {
  readonly lower: (...values: readonly string[]) => Sentence;
  readonly alike: (p: string) => Sentence;
}

const FOUND: PairWords = {
  lower: (...values) =>
    say(
      "Tickets that {0} found end lower than those that {1} found in {2} of {3} seeds (p = {4}), whoever trains them again.",
      ...values,
    ),
  alike: (p) =>
    say("Which schedule found a ticket makes no further difference that is shown (p ≥ {0}).", p),
};

const RETRAINED: PairWords = {
  lower: (...values) =>
    say(
      "Trained again with {0}, tickets end lower than with {1} in {2} of {3} seeds (p = {4}), whoever found them.",
      ...values,
    ),
  alike: (p) =>
    say("Which schedule trains it again makes no further difference that is shown (p ≥ {0}).", p),
};

function pairs(
  tests: readonly PairTest[],
  schedules: readonly RunSchedule[],
  { lower, alike }: PairWords,
): Sentence[] {
  const others = tests.filter(({ adjusted }) => adjusted > LEVEL);
  const name = (i: number): string => quoted(schedules[i]?.name ?? "");
  return [
    ...tests
      .filter(({ adjusted }) => adjusted <= LEVEL)
      .map((test) => {
        const { pair, seeds, adjusted } = test;
        const first = isLower(test);
        const [a, b] = first ? pair : [pair[1], pair[0]];
        const count = first ? test.lower : seeds - test.lower;
        return lower(name(a), name(b), String(count), String(seeds), pValue(adjusted));
      }),
    ...(others.length > 0
      ? [alike(pValue(Math.min(...others.map(({ adjusted }) => adjusted))))]
      : []),
  ];
}

/** Of one schedule there are tickets and controls alone; of several, whole networks are compared too. */
const method = (counted: number, several: boolean): Sentence =>
  say(
    several
      ? word(
          "Tickets are compared by the same test; the {0} comparisons of this run, those of whole networks among them, are corrected together.",
        )
      : word(
          "Tickets are compared by Wilcoxon's signed-rank test, exact, paired over the seeds, corrected for {0} comparisons by Holm's method.",
        ),
    String(counted),
  );
