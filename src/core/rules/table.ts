import { adamWithoutWarmup } from "./adamWithoutWarmup";
import { adamwTimescale } from "./adamwTimescale";
import { augmentationFades } from "./augmentationFades";
import { batchNormConvention } from "./batchNormConvention";
import { batchNormTooSlow } from "./batchNormTooSlow";
import { beta2LongerThanRun } from "./beta2LongerThanRun";
import { cooldownTooShort } from "./cooldownTooShort";
import { cycleUpsideDown } from "./cycleUpsideDown";
import { deadTail } from "./deadTail";
import { decayRises } from "./decayRises";
import { decayToTenth } from "./decayToTenth";
import { dropInsideRound } from "./dropInsideRound";
import { dropNeverHappens } from "./dropNeverHappens";
import { exponentialPerStep } from "./exponentialPerStep";
import { federatedNeverDecays } from "./federatedNeverDecays";
import { highConstantRate } from "./highConstantRate";
import { momentumNotCycled } from "./momentumNotCycled";
import { momentumOutOfRange } from "./momentumOutOfRange";
import { momentumWithRate } from "./momentumWithRate";
import { negativeValue } from "./negativeValue";
import { neverDecays } from "./neverDecays";
import { phasesDoNotMeet } from "./phasesDoNotMeet";
import { phaseWithoutSteps } from "./phaseWithoutSteps";
import { plateauDead } from "./plateauDead";
import { plateauFights } from "./plateauFights";
import { restartNeverHappens } from "./restartNeverHappens";
import { restartWithoutWarmup } from "./restartWithoutWarmup";
import type { Rule } from "./rule";
import { saidTwice } from "./saidTwice";
import { shrinkageFades } from "./shrinkageFades";
import { stepsLookLikeEpochs } from "./stepsLookLikeEpochs";
import { temperatureAtOdds } from "./temperatureAtOdds";
import { temperatureNotPositive } from "./temperatureNotPositive";
import { truncatedCycle } from "./truncatedCycle";
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
  adamWithoutWarmup,
  zeroFirstStep,
  stepsLookLikeEpochs,
  negativeValue,
  highConstantRate,
  neverDecays,
  deadTail,
  exponentialPerStep,
  decayRises,
  dropNeverHappens,
  cooldownTooShort,
  decayToTenth,
  truncatedCycle,
  cycleUpsideDown,
  restartNeverHappens,
  restartWithoutWarmup,
  momentumOutOfRange,
  momentumWithRate,
  momentumNotCycled,
  beta2LongerThanRun,
  saidTwice,
  shrinkageFades,
  adamwTimescale,
  augmentationFades,
  batchNormTooSlow,
  batchNormConvention,
  temperatureNotPositive,
  temperatureAtOdds,
  dropInsideRound,
  federatedNeverDecays,
  plateauDead,
  plateauFights,
];
