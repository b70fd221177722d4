import type { ProbeRun, Replica } from "../../results/run";
import { PERMUTED, REINITIALISED, ticketWith } from "../../tasks/lottery/names";

/** By seed, in the run's order; infinite where the training diverged, undefined where there is none. */
export type Losses = readonly (number | undefined)[];

/** The validation losses at the end of what was trained again, by the schedule that found its mask. */
export interface Tickets {
  /** [found with][trained again with]. */
  readonly tickets: readonly (readonly Losses[])[];
  /** Trained again with the schedule that found the mask. */
  readonly reinitialised: readonly Losses[];
  readonly permuted: readonly Losses[];
}

/** Undefined where the run has no such trainings, or none of them has ended. */
export function ticketsOf(run: ProbeRun): Tickets | undefined {
  const { schedules, seeds } = run;
  const byTraining = new Map(
    run.replicas.map((replica) => [`${replica.seed}/${replica.schedule}`, replica]),
  );
  const losses = (name: string) =>
    schedules.map(({ id }) =>
      seeds.map((seed) => endOf(run, byTraining.get(`${seed}/${id}`), name)),
    );
  const columns = schedules.map((_, i) => losses(ticketWith(i)));
  const tickets = schedules.map((_, found) => columns.map((column) => column[found] ?? []));
  return tickets.flat(2).every((loss) => loss === undefined)
    ? undefined
    : { tickets, reinitialised: losses(REINITIALISED), permuted: losses(PERMUTED) };
}

function endOf(run: ProbeRun, replica: Replica | undefined, name: string): number | undefined {
  const last = replica?.measured.get(name)?.at(-1);
  if (last === undefined) return undefined;
  const [step, loss] = last;
  if (step === run.steps) return loss;
  // In a run that has come to its end, only divergence ends a training early.
  return run.state === "done" ? Infinity : undefined;
}
