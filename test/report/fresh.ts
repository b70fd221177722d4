import type { Experiment, Lab } from "./lab";
import type { ProbeRun } from "../../src/probe/results/run";

/** Seeds of a claim at the first look, and as many that are asked once these have answered. */
export const SEEDS = 16;
const FRESH_SEED = 101;

/** The experiment with seeds 1 to 16, and again with others: only what both say is confirmed. */
export async function twice(
  lab: Lab,
  experiment: Omit<Experiment, "seeds" | "firstSeed">,
): Promise<readonly [first: ProbeRun, fresh: ProbeRun]> {
  return [
    await lab.train({ ...experiment, seeds: SEEDS }),
    await lab.train({ ...experiment, seeds: SEEDS, firstSeed: FRESH_SEED }),
  ];
}

export const ofFresh = (sentence: string): string =>
  `Fresh seeds (${FRESH_SEED} to ${FRESH_SEED + SEEDS - 1}): ${sentence}`;

/** Neither how it is tested nor what was claimed: both stand above already. */
export const isResult = (sentence: string): boolean =>
  !/^(Wilcoxon's|Tickets are compared by|Claimed:|Measured )/.test(sentence);
