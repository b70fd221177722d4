/** The share of the wrong labels that the network gives back, as charts name it. */
export const MEMORISED = "memorised";
/** The share of the right ones. */
export const FITTED_RIGHT = "fittedRight";
/** The mean factor of the samples with a wrong label, and of the others, as charts name it. */
export const FACTOR_WRONG = "factorWrong";
export const FACTOR_RIGHT = "factorRight";
