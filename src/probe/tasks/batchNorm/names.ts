/** Validation loss with the statistics of all training rows, as charts name it. */
export const EXACT_LOSS = "exactStatisticsLoss";
/** Mean of (running mean − exact mean)² / exact variance over the units. */
export const MISMATCH = "statisticsMismatch";
/** The vector of the same for the running means under each of TRIED_MOMENTA. */
export const TRIED_MISMATCH = "mismatchByMomentum";

/**
 * The momenta of running means that are kept besides, in each run: training does not see them, so
 * that one training measures which momentum would have followed the statistics best.
 */
export const TRIED_MOMENTA = [0.5, 0.3, 0.1, 0.03, 0.01, 0.003] as const;
