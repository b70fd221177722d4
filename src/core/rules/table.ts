import { adamWithoutWarmup } from "./adamWithoutWarmup";
import { beta2LongerThanRun } from "./beta2LongerThanRun";
import { phasesDoNotMeet } from "./phasesDoNotMeet";
import { phaseWithoutSteps } from "./phaseWithoutSteps";
import type { Rule } from "./rule";
import { warmupFalls } from "./warmupFalls";
import { warmupLongerThanRun } from "./warmupLongerThanRun";
import { warmupShorterThanBeta2 } from "./warmupShorterThanBeta2";
import { warmupTooLong } from "./warmupTooLong";
import { zeroFirstStep } from "./zeroFirstStep";

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  warmupLongerThanRun,
  phaseWithoutSteps,
  warmupFalls,
  phasesDoNotMeet,
  warmupTooLong,
  warmupShorterThanBeta2,
  beta2LongerThanRun,
  adamWithoutWarmup,
  zeroFirstStep,
];
