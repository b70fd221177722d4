import type { ProbeRun } from "../results/run";
import { claimsOf } from "./claims";
import { compareAll, LEVEL, pairsOf, type Comparison, type Measure } from "./comparisons";
import { concludeControls, controlPairs } from "./controls";
import type { Finding } from "./findings/finding";
import { findings } from "./findings/table";
import { judgedSchedules } from "./judged";
import { conclude } from "./conclusion";
import { rowOf, type VerdictRow } from "./rows";
import type { Sentence } from "./sentence";
import { pairsNeeded } from "./signedRank";

/** What a run shows: figures, which differences exceed the spread, what the curves show. */
export interface Verdict {
  /** The loss at the end that is compared: on the validation set where the task has one. */
  readonly measure: Measure;
  readonly rows: readonly VerdictRow[];
  readonly comparisons: readonly Comparison[];
  /** What the comparisons say, in plain sentences. */
  readonly conclusion: readonly Sentence[];
  readonly findings: readonly Finding[];
  /** So many seeds could tell differences; undefined where there are as many, or no need. */
  readonly seedsNeeded: number | undefined;
}

/** Judges a run, finished or not, by what it has shown so far. A pure function of the run. */
export function judge(run: ProbeRun): Verdict {
  const all = judgedSchedules(run);
  const measure = run.replicas.some(({ validation }) => validation.length > 0)
    ? "validation"
    : "train";
  const chosen = all.filter(({ schedule }) => schedule.control === undefined);
  const comparisons = compareAll([...pairsOf(chosen), ...controlPairs(all)], measure);
  const needed = pairsNeeded(Math.max(1, comparisons.length), LEVEL);
  const few = comparisons.length > 0 && run.seeds.length < needed;
  return {
    measure,
    rows: all.map(rowOf),
    comparisons,
    conclusion: [
      ...conclude(run, measure, comparisons, few ? needed : undefined),
      ...(few ? [] : concludeControls(run.task, all, comparisons)),
      ...claimsOf(run.task),
    ],
    findings: findings(all),
    seedsNeeded: few ? needed : undefined,
  };
}
