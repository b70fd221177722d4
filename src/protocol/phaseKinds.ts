// Written by scripts/kinds.mjs from src/core/schedule.

/** The kinds that a phase can be given on the chart: those that have a template. */
export const phaseKindChoices = [
  "constant",
  "linear",
  "cosine",
  "exponential",
  "polynomial",
  "inverseSqrt",
  "oneMinusSqrt",
  "rex",
  "hold",
  "step",
  "multiStep",
  "cyclic",
  "cosineRestarts",
  "oneCycle",
] as const;
