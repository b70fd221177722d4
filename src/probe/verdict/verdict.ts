import type { ProbeRun } from "../results/run";
import { claimsOf } from "./claims";
import {
  compareAll,
  correctAll,
  LEVEL,
  pairsOf,
  pairsWithBest,
  type Comparison,
  type Measure,
  type Pairs,
} from "./comparisons";
import { concludeControls, controlPairs } from "./controls";
import { familyOf } from "./family";
import type { Finding } from "./findings/finding";
import { findings } from "./findings/table";
import { judgedSchedules, type Judged } from "./judged";
import { concludeSettings } from "./settings";
import { conclude } from "./conclusion";
import { rowOf, type VerdictRow } from "./rows";
import type { Sentence } from "./sentence";
import { pairsNeeded } from "./signedRank";
import { concludeTickets } from "./tickets/conclude";
import { correctTickets, listed, testTickets, type TicketTests } from "./tickets/statistics";
import { ticketsOf, type Tickets } from "./tickets/tickets";

/** What a run shows: figures, which differences exceed the spread, what the curves show. */
export interface Verdict {
  /** The loss at the end that is compared: on the validation set where the task has one. */
  readonly measure: Measure;
  readonly rows: readonly VerdictRow[];
  readonly comparisons: readonly Comparison[];
  /** What is asked of lottery tickets; undefined where the run has none. */
  readonly tickets: TicketTests | undefined;
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
  const tickets = ticketsOf(run);
  const { comparisons, tests, counted } = testAll(pairs, measure, tickets);
  const enough = pairsNeeded(Math.max(1, counted), LEVEL);
  const needed = counted > 0 && run.seeds.length < enough ? enough : undefined;
  return {
    measure,
    rows: all.map(rowOf),
    comparisons,
    tickets: tests,
    conclusion: [
      ...conclude(run, measure, { comparisons, counted }, needed),
      ...concludeSettings(all, measure),
      ...(needed === undefined ? concludeControls(run.task, all, comparisons) : []),
      ...(tickets && tests ? concludeTickets(run, { tickets, tests, counted, needed }) : []),
      ...claimsOf(run.task),
    ],
    findings: findings(all),
    seedsNeeded: needed,
  };
}

interface Tested {
  readonly comparisons: readonly Comparison[];
  readonly tests: TicketTests | undefined;
  readonly counted: number;
}

/** Whole networks and tickets alike: all that is compared in a run is corrected together. */
function testAll(pairs: Pairs, measure: Measure, tickets: Tickets | undefined): Tested {
  const compared = compareAll(pairs, measure);
  const tests = tickets && testTickets(tickets);
  const ofTickets = tests ? listed(tests) : [];
  const counted = pairs.counted + ofTickets.length;
  const correction = familyOf([...compared, ...ofTickets], counted);
  return {
    comparisons: correctAll(compared, correction),
    tests: tests && correctTickets(tests, correction),
    counted,
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
