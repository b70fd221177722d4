/** ‖w‖ of all weight matrices, biases left out, as charts name it. */
export const WEIGHT_NORM = "weightNorm";
