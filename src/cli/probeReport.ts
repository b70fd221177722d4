import { formatCount, formatNumber, formatShare } from "../core/text/format";
import type { ProbeRun } from "../probe/results/run";
import { inEnglish } from "../probe/verdict/sentence";
import type { VerdictRow } from "../probe/verdict/rows";
import type { Verdict } from "../probe/verdict/verdict";
import { alignedTable } from "./environment";
import { loss, spread } from "./spread";
import { ticketTable } from "./ticketTable";
import { plural } from "../core/text/plural";

const HEAD = ["schedule", "seeds", "validation", "best", "training", "accuracy", "diverged"];

/** What a probe came to, for people: a table by schedule, then plain sentences. */
export function probeReport(run: ProbeRun, verdict: Verdict): string {
  const sentences = [...verdict.conclusion, ...verdict.findings.map(({ sentence }) => sentence)];
  return [
    headline(run),
    alignedTable([HEAD, ...verdict.rows.map(row)]),
    ...ticketTable(run),
    "mean ± standard deviation over the seeds that did not diverge",
    ...sentences.map(inEnglish),
  ].join("\n");
}

function headline({ task, step, steps, seconds, why, state }: ProbeRun): string {
  // Only this ends a run early that nobody stopped.
  const early = state === "done" && step < steps ? ", then every training had diverged," : "";
  const all = plural(steps, "step");
  const part = step < steps ? `${formatCount(step)} of ${all}${early}` : all;
  const time = seconds === undefined ? "" : ` in ${formatNumber(seconds, 3)} s`;
  return `${task}: ${part}${time}. ${why ?? ""}`;
}

const row = (figures: VerdictRow): string[] => [
  figures.name,
  String(figures.seeds),
  spread(figures.validation, loss),
  spread(figures.best, loss),
  spread(figures.train, loss),
  spread(figures.accuracy, formatShare),
  figures.diverged === 0 ? "none" : String(figures.diverged),
];
