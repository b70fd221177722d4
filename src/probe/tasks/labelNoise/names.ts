/** The share of the wrong labels that the network gives back, as charts name it. */
export const MEMORISED = "memorised";
/** The share of the right ones. */
export const FITTED_RIGHT = "fittedRight";
