import { summarize } from "../probe/results/figures";
import type { ProbeRun } from "../probe/results/run";
import { ticketsOf, type Losses } from "../probe/verdict/tickets/tickets";
import { alignedTable } from "./environment";
import { loss, spread } from "./spread";

/** Validation losses of tickets by finder and trainer, their controls beside them; none without tickets. */
export function ticketTable(run: ProbeRun): string[] {
  const all = ticketsOf(run);
  if (!all) return [];
  const cell = (losses: Losses | undefined): string => {
    const text = spread(summarize(losses ?? []), loss);
    const diverged = losses?.filter((loss) => loss === Infinity).length ?? 0;
    return diverged === 0 ? text : `${text} (${diverged} diverged)`;
  };
  const names = run.schedules.map(({ name }) => name);
  const head = ["ticket found with", ...names.map((name) => `again with ${name}`)];
  const rows = names.map((name, i) => [
    name,
    ...names.map((_, j) => cell(all.tickets[i]?.[j])),
    cell(all.reinitialised[i]),
    cell(all.permuted[i]),
  ]);
  return [alignedTable([[...head, "other initial weights", "shuffled mask"], ...rows])];
}
