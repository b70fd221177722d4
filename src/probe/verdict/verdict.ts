import type { ProbeRun } from "../results/run";
import { claimsOf } from "./claims";
import {
  compareAll,
  LEVEL,
  pairsOf,
  pairsWithBest,
  type Comparison,
  type Measure,
  type Pairs,
} from "./comparisons";
import { concludeControls, controlPairs } from "./controls";
import type { Finding } from "./findings/finding";
import { findings } from "./findings/table";
import { judgedSchedules, type Judged } from "./judged";
import { concludeSettings } from "./settings";
import { conclude } from "./conclusion";
import { rowOf, type VerdictRow } from "./rows";
import type { Sentence } from "./sentence";
import { pairsNeeded } from "./signedRank";
import { concludeTickets } from "./tickets/conclude";

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
  const pairs = allPairs(all, measure);
  const comparisons = compareAll(pairs, measure);
  const needed = pairsNeeded(Math.max(1, pairs.counted), LEVEL);
  const few = comparisons.length > 0 && run.seeds.length < needed;
  const tickets = concludeTickets(run);
  return {
    measure,
    rows: all.map(rowOf),
    comparisons,
    conclusion: [
      ...conclude(run, measure, { comparisons, counted: pairs.counted }, few ? needed : undefined),
      ...concludeSettings(all, measure),
      ...(few ? [] : concludeControls(run.task, all, comparisons)),
      ...tickets.sentences,
      ...claimsOf(run.task),
    ],
    findings: findings(all),
    seedsNeeded: few ? Math.max(needed, tickets.seedsNeeded ?? 0) : tickets.seedsNeeded,
  };
}

function allPairs(all: readonly Judged[], measure: Measure): Pairs {
  const settings = all.filter(({ schedule }) => schedule.setting !== undefined);
  const others = all.filter(({ schedule: { control, setting } }) => !control && !setting);
  const best = pairsWithBest(settings, measure);
  const first = settings.length > 0 ? best.pairs.slice(0, 1).map(([winner]) => winner) : [];
  const pairs = [...pairsOf([...others, ...first]), ...controlPairs(all)];
  return { pairs: [...best.pairs, ...pairs], counted: best.counted + pairs.length };
}
