import { formatCount } from "../../core/text/format";
import { word } from "../../core/text/words";
import { isActive, type ProbeRun } from "../results/run";
import { LEVEL, type Comparison, type Measure } from "./comparisons";
import { loss, pValue, quoted } from "./numbers";
import { say, type Sentence } from "./sentence";
import { leastP } from "./signedRank";

/** More sentences of one kind than this say less. */
const MOST = 6;

/** What the comparisons say; `needed` seeds would be enough where these are too few. */
export function conclude(
  run: ProbeRun,
  measure: Measure,
  {
    comparisons,
    counted,
  }: { readonly comparisons: readonly Comparison[]; readonly counted: number },
  needed: number | undefined,
): Sentence[] {
  const early = run.step < run.steps ? [cutShort(run)] : [];
  if (comparisons.length === 0) return early;
  if (needed !== undefined) return [...early, tooFew(run.seeds.length, counted, needed)];
  const shown = comparisons.filter(({ adjusted }) => adjusted <= LEVEL);
  const others = comparisons.filter(({ adjusted }) => adjusted > LEVEL);
  return [
    ...early,
    ...shown.slice(0, MOST).map((each) => differs(each, measure)),
    ...(shown.length > MOST ? [say("{0} more pairs differ.", String(shown.length - MOST))] : []),
    ...(others.length > MOST ? [manyAlike(others)] : others.map((each) => alike(each))),
    method(counted),
  ];
}

const cutShort = (run: ProbeRun): Sentence =>
  isActive(run)
    ? say("So far, at step {0} of {1}:", formatCount(run.step), formatCount(run.steps))
    : say(
        "The run ended at step {0} of {1}; what follows is about that part.",
        formatCount(run.step),
        formatCount(run.steps),
      );

function tooFew(seeds: number, comparisons: number, needed: number): Sentence {
  if (seeds === 1) {
    return say(
      "One seed shows no spread: nothing can be concluded about differences between the schedules. At least {0} seeds are needed.",
      String(needed),
    );
  }
  const least = Math.min(1, comparisons * leastP(seeds));
  return comparisons === 1
    ? say(
        "With {0} seeds the least p possible is {1}, so nothing can be concluded about differences between the schedules. At least {2} seeds are needed.",
        String(seeds),
        pValue(least),
        String(needed),
      )
    : say(
        "With {0} seeds and {1} comparisons the least p possible is {2}, so nothing can be concluded about differences between the schedules. At least {3} seeds are needed.",
        String(seeds),
        String(comparisons),
        pValue(least),
        String(needed),
      );
}

const LOWER: Record<Measure, readonly [withMeans: string, without: string]> = {
  validation: [
    word(
      "{0} ends with a lower validation loss than {1} in {2} of {3} seeds, {4} against {5} in the mean (p = {6}).",
    ),
    word(
      "{0} ends with a lower validation loss than {1}, or without having diverged, in {2} of {3} seeds (p = {4}).",
    ),
  ],
  train: [
    word(
      "{0} ends with a lower training loss than {1} in {2} of {3} seeds, {4} against {5} in the mean (p = {6}).",
    ),
    word(
      "{0} ends with a lower training loss than {1}, or without having diverged, in {2} of {3} seeds (p = {4}).",
    ),
  ],
};

function differs({ a, b, lower, seeds, means, adjusted }: Comparison, measure: Measure): Sentence {
  const [withMeans, without] = LOWER[measure];
  const head = [quoted(a.schedule.name), quoted(b.schedule.name), String(lower), String(seeds)];
  const diverged = [...a.replicas, ...b.replicas].some((replica) => replica.diverged);
  return means && !diverged
    ? say(withMeans, ...head, loss(means[0]), loss(means[1]), pValue(adjusted))
    : say(without, ...head, pValue(adjusted));
}

const alike = ({ a, b, adjusted }: Comparison): Sentence =>
  say(
    "Between {0} and {1} no difference beyond the spread over the seeds is shown (p = {2}).",
    quoted(a.schedule.name),
    quoted(b.schedule.name),
    pValue(adjusted),
  );

const manyAlike = (others: readonly Comparison[]): Sentence =>
  say(
    "Between {0} further pairs no difference beyond the spread over the seeds is shown (p ≥ {1}).",
    String(others.length),
    pValue(Math.min(...others.map(({ adjusted }) => adjusted))),
  );

const method = (comparisons: number): Sentence =>
  comparisons === 1
    ? say(
        "Wilcoxon's signed-rank test, exact, paired over the seeds. It speaks of this task with these seeds, not of yours.",
      )
    : say(
        "Wilcoxon's signed-rank test, exact, paired over the seeds, corrected for {0} comparisons by Holm's method. It speaks of this task with these seeds, not of yours.",
        String(comparisons),
      );
