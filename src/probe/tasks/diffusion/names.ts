/** Noise levels of a run of the process, and in how many parts losses are told. */
export const LEVELS = 50;
export const PARTS = 5;

/** Excess of the loss over the Bayes floor in part 1 (least noise) to PARTS, as charts name it. */
export const EXCESS = Array.from({ length: PARTS }, (_, i) => `excessLoss${i + 1}`);

/** The vector of generated points: x and y of each in turn. */
export const SAMPLES = "samples";
