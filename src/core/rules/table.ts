import { aboveSpeedLimit } from "./aboveSpeedLimit";
import { adamWithoutWarmup } from "./adamWithoutWarmup";
import { adamwTimescale } from "./adamwTimescale";
import { augmentationFades } from "./augmentationFades";
import { batchNormAtRestarts } from "./batchNormAtRestarts";
import { batchNormConvention } from "./batchNormConvention";
import { batchNormTooSlow } from "./batchNormTooSlow";
import { batchSizeAtOdds } from "./batchSizeAtOdds";
import { beta2LongerThanRun } from "./beta2LongerThanRun";
import { boundHidesCurve } from "./boundHidesCurve";
import { cooldownTooShort } from "./cooldownTooShort";
import { cycleUpsideDown } from "./cycleUpsideDown";
import { deadTail } from "./deadTail";
import { decayDoesNotFinish } from "./decayDoesNotFinish";
import { decayRises } from "./decayRises";
import { decayStopsHigh } from "./decayStopsHigh";
import { decayToTenth } from "./decayToTenth";
import { dropAtFirstStep } from "./dropAtFirstStep";
import { dropInsideRound } from "./dropInsideRound";
import { dropNeverHappens } from "./dropNeverHappens";
import { exponentialPerStep } from "./exponentialPerStep";
import { factorAboveOne } from "./factorAboveOne";
import { federatedNeverDecays } from "./federatedNeverDecays";
import { followerMostlyCapped } from "./followerMostlyCapped";
import { fractionOfStep } from "./fractionOfStep";
import { greedyCannotRaise } from "./greedyCannotRaise";
import { hardSamplesFaster } from "./hardSamplesFaster";
import { highConstantRate } from "./highConstantRate";
import { largeBatchWithoutWarmup } from "./largeBatchWithoutWarmup";
import { layerRatioAboveOne } from "./layerRatioAboveOne";
import { layersHardlyTrain } from "./layersHardlyTrain";
import { linearScaling } from "./linearScaling";
import { momentumNotCycled } from "./momentumNotCycled";
import { momentumOutOfRange } from "./momentumOutOfRange";
import { momentumWithRate } from "./momentumWithRate";
import { negativeValue } from "./negativeValue";
import { neverDecays } from "./neverDecays";
import { noiseNotAligned } from "./noiseNotAligned";
import { optimizerMismatch } from "./optimizerMismatch";
import { percentBelowOne } from "./percentBelowOne";
import { phasesDoNotMeet } from "./phasesDoNotMeet";
import { phaseWithoutSteps } from "./phaseWithoutSteps";
import { plateauDead } from "./plateauDead";
import { plateauFights } from "./plateauFights";
import { plateauThreshold } from "./plateauThreshold";
import { plateauTooPatient } from "./plateauTooPatient";
import { restartNeverHappens } from "./restartNeverHappens";
import { restartWithoutWarmup } from "./restartWithoutWarmup";
import type { Rule } from "./rule";
import { saidTwice } from "./saidTwice";
import { shareLooksAbsolute } from "./shareLooksAbsolute";
import { shrinkageFades } from "./shrinkageFades";
import { stepsLookLikeEpochs } from "./stepsLookLikeEpochs";
import { temperatureAtOdds } from "./temperatureAtOdds";
import { temperatureNotPositive } from "./temperatureNotPositive";
import { truncatedCycle } from "./truncatedCycle";
import { warmupFalls } from "./warmupFalls";
import { warmupFlat } from "./warmupFlat";
import { warmupLongerThanRun } from "./warmupLongerThanRun";
import { warmupShorterThanBeta2 } from "./warmupShorterThanBeta2";
import { warmupTooLong } from "./warmupTooLong";
import { zeroFirstStep } from "./zeroFirstStep";

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  warmupLongerThanRun,
  phaseWithoutSteps,
  warmupFalls,
  warmupFlat,
  phasesDoNotMeet,
  warmupTooLong,
  warmupShorterThanBeta2,
  adamWithoutWarmup,
  largeBatchWithoutWarmup,
  zeroFirstStep,
  stepsLookLikeEpochs,
  fractionOfStep,
  percentBelowOne,
  negativeValue,
  highConstantRate,
  neverDecays,
  decayDoesNotFinish,
  deadTail,
  exponentialPerStep,
  decayRises,
  boundHidesCurve,
  shareLooksAbsolute,
  dropNeverHappens,
  dropAtFirstStep,
  factorAboveOne,
  cooldownTooShort,
  decayToTenth,
  decayStopsHigh,
  truncatedCycle,
  cycleUpsideDown,
  restartNeverHappens,
  restartWithoutWarmup,
  momentumOutOfRange,
  momentumWithRate,
  momentumNotCycled,
  beta2LongerThanRun,
  saidTwice,
  optimizerMismatch,
  shrinkageFades,
  followerMostlyCapped,
  adamwTimescale,
  linearScaling,
  batchSizeAtOdds,
  augmentationFades,
  batchNormTooSlow,
  batchNormConvention,
  batchNormAtRestarts,
  temperatureNotPositive,
  temperatureAtOdds,
  noiseNotAligned,
  dropInsideRound,
  federatedNeverDecays,
  plateauDead,
  greedyCannotRaise,
  plateauThreshold,
  plateauTooPatient,
  plateauFights,
  layerRatioAboveOne,
  layersHardlyTrain,
  hardSamplesFaster,
  aboveSpeedLimit,
];
