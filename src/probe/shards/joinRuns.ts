import type { ProbeRun, Replica, RunState } from "../results/run";
import { trainingOf } from "./share";

const WORST: readonly RunState[] = ["failed", "cancelled", "interrupted"];

/**
 * One run of several that share out its trainings.
 *
 * @param whole Its schedules and seeds, in the order of the whole run.
 * @param parts At least one, trained under the same settings; no training is in two of them.
 */
export function joinRuns(
  whole: Pick<ProbeRun, "schedules" | "seeds">,
  parts: readonly [ProbeRun, ...ProbeRun[]],
): ProbeRun {
  const [first] = parts;
  const state = WORST.find((bad) => parts.some((part) => part.state === bad)) ?? "done";
  const steps = parts.map(({ step }) => step);
  return {
    ...first,
    schedules: whole.schedules,
    seeds: whole.seeds,
    replicas: inOrder(whole, parts),
    state,
    // A part ends early where all of its trainings have diverged; one that was stopped, stops all.
    step: state === "done" ? Math.max(...steps) : Math.min(...steps),
    thinned: parts.some(({ thinned }) => thinned),
    seconds: total(parts.map(({ seconds }) => seconds)),
    stepsPerSecond: undefined,
    error: parts.find(({ error }) => error !== undefined)?.error,
  };
}

function inOrder(
  { schedules, seeds }: Pick<ProbeRun, "schedules" | "seeds">,
  parts: readonly ProbeRun[],
): Replica[] {
  const all = parts.flatMap(({ replicas }) => replicas);
  const found = new Map(all.map((replica) => [trainingOf(replica), replica]));
  return schedules.flatMap(({ id }) =>
    seeds.flatMap((seed) => found.get(trainingOf({ schedule: id, seed })) ?? []),
  );
}

const total = (seconds: readonly (number | undefined)[]): number | undefined =>
  seconds.reduce((sum, each) => (sum === undefined || each === undefined ? undefined : sum + each));
