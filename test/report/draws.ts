import { finalValidationLoss } from "../../src/probe/results/figures";
import { replicasOf, type ProbeRun } from "../../src/probe/results/run";
import type { Task } from "../../src/probe/tasks/task";
import type { Experiment, Lab } from "./lab";
import { number, paired, spread } from "./statistics";

const DRAWS = 16;
const SEEDS = 8;
/** Not among those of the first look. */
const FIRST_SEED = 201;
const LEVEL = 0.05;

/** Other draws of a task's data, 1 and up; 0 is the one that users train on. */
export type ByDraw = (draw: number) => Task;

export interface OverDraws {
  readonly table: readonly (readonly string[])[];
  readonly sentences: readonly string[];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** A diverged training counts as the worst. */
const ends = (run: ProbeRun, id: string): number[] =>
  replicasOf(run, id).map((each) =>
    each.diverged ? Infinity : (finalValidationLoss(each) ?? Infinity),
  );

/**
 * The same comparison on other draws of the data, each with 8 seeds of its own: seeds of one draw
 * share its data, so that each draw counts once, by its mean over the seeds.
 *
 * @param pairs Ids of the schedules to be compared.
 */
export async function overDraws(
  lab: Lab,
  experiment: Omit<Experiment, "seeds" | "firstSeed" | "make">,
  make: ByDraw,
  pairs: readonly (readonly [string, string])[],
): Promise<OverDraws> {
  const runs: ProbeRun[] = [];
  for (let draw = 1; draw <= DRAWS; draw++) {
    const firstSeed = FIRST_SEED + draw * SEEDS;
    runs.push(await lab.train({ ...experiment, seeds: SEEDS, firstSeed, make: () => make(draw) }));
  }
  const { schedules = [] } = runs[0] ?? {};
  const means = (id: string): number[] => runs.map((run) => mean(ends(run, id)));
  const nameOf = (id: string): string =>
    `"${schedules.find((each) => each.id === id)?.name ?? id}"`;
  return {
    table: [
      [
        `over ${DRAWS} other draws of the data`,
        "validation loss (mean and deviation of the draws)",
        "least",
        "greatest",
      ],
      ...schedules.map(({ id, name }) => {
        const all = means(id);
        return [name, spread(all), number(Math.min(...all)), number(Math.max(...all))];
      }),
    ],
    sentences: pairs.map(([a, b]) => {
      const { lower, p } = paired(means(a), means(b));
      const within = runs.map((run) => paired(ends(run, a), ends(run, b)));
      const found = within.filter((each) => each.p <= LEVEL);
      const below = found.filter((each) => 2 * each.lower > each.pairs).length;
      return `On ${DRAWS} other draws of the data, ${SEEDS} seeds each: ${nameOf(a)} below ${nameOf(b)} in the mean of the seeds on ${lower} of them (Wilcoxon over the draws p = ${number(p, 2)}); beyond the spread of its own seeds (p < 0.05) lower on ${below}, higher on ${found.length - below}.`;
    }),
  };
}
