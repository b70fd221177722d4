import { aboveSpeedLimit } from "./aboveSpeedLimit";
import { adamWithoutWarmup } from "./adamWithoutWarmup";
import { adamwTimescale } from "./adamwTimescale";
import { augmentationNotInStep } from "./augmentationNotInStep";
import { batchNormMemoryAtRestarts } from "./batchNormMemoryAtRestarts";
import { batchNormMomentumConvention } from "./batchNormMomentumConvention";
import { batchNormTooSlow } from "./batchNormTooSlow";
import { batchSizeAtOdds } from "./batchSizeAtOdds";
import { beta2MemoryLongerThanRun } from "./beta2MemoryLongerThanRun";
import { floorHidesCurve } from "./floorHidesCurve";
import { cooldownTooShort } from "./cooldownTooShort";
import { cycleUpsideDown } from "./cycleUpsideDown";
import { deadTail } from "./deadTail";
import { decayDoesNotFinish } from "./decayDoesNotFinish";
import { floorAboveStart } from "./floorAboveStart";
import { decayStopsHigh } from "./decayStopsHigh";
import { decayStopsAtTenth } from "./decayStopsAtTenth";
import { dropAtFirstStep } from "./dropAtFirstStep";
import { dropInsideRound } from "./dropInsideRound";
import { dropNeverHappens } from "./dropNeverHappens";
import { decayPerStepNotEpoch } from "./decayPerStepNotEpoch";
import { dropThatRises } from "./dropThatRises";
import { federatedMustDecay } from "./federatedMustDecay";
import { followerMostlyCapped } from "./followerMostlyCapped";
import { fractionOfAStep } from "./fractionOfAStep";
import { greedyCannotRaise } from "./greedyCannotRaise";
import { hardSamplesFaster } from "./hardSamplesFaster";
import { highConstantRate } from "./highConstantRate";
import { largeBatchWithoutWarmup } from "./largeBatchWithoutWarmup";
import { layerRatioAboveOne } from "./layerRatioAboveOne";
import { layersHardlyTrain } from "./layersHardlyTrain";
import { batchChangedRateNot } from "./batchChangedRateNot";
import { momentumNotCycled } from "./momentumNotCycled";
import { momentumOutOfRange } from "./momentumOutOfRange";
import { momentumWithRate } from "./momentumWithRate";
import { negativeValue } from "./negativeValue";
import { neverDecays } from "./neverDecays";
import { noisePhasesNotAligned } from "./noisePhasesNotAligned";
import { valueOfAnotherOptimizer } from "./valueOfAnotherOptimizer";
import { percentageOfAPercentage } from "./percentageOfAPercentage";
import { phasesDoNotMeet } from "./phasesDoNotMeet";
import { phaseWithoutSteps } from "./phaseWithoutSteps";
import { plateauNeverReduces } from "./plateauNeverReduces";
import { plateauFightsSchedule } from "./plateauFightsSchedule";
import { plateauThresholdTooLarge } from "./plateauThresholdTooLarge";
import { plateauTooPatient } from "./plateauTooPatient";
import { restartNeverHappens } from "./restartNeverHappens";
import { restartWithoutWarmup } from "./restartWithoutWarmup";
import type { Rule } from "./rule";
import { hyperParameterSaidTwice } from "./hyperParameterSaidTwice";
import { shareLooksAbsolute } from "./shareLooksAbsolute";
import { effectiveShrinkageFades } from "./effectiveShrinkageFades";
import { stepsLookLikeEpochs } from "./stepsLookLikeEpochs";
import { rateAndTemperatureAtOdds } from "./rateAndTemperatureAtOdds";
import { temperatureNotPositive } from "./temperatureNotPositive";
import { truncatedCycle } from "./truncatedCycle";
import { warmupStartsAboveEnd } from "./warmupStartsAboveEnd";
import { warmupDoesNotRise } from "./warmupDoesNotRise";
import { warmupLongerThanRun } from "./warmupLongerThanRun";
import { warmupShorterThanBeta2 } from "./warmupShorterThanBeta2";
import { warmupTooLong } from "./warmupTooLong";
import { zeroRateFirstStep } from "./zeroRateFirstStep";

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  warmupLongerThanRun,
  phaseWithoutSteps,
  warmupStartsAboveEnd,
  warmupDoesNotRise,
  phasesDoNotMeet,
  warmupTooLong,
  warmupShorterThanBeta2,
  adamWithoutWarmup,
  largeBatchWithoutWarmup,
  zeroRateFirstStep,
  stepsLookLikeEpochs,
  fractionOfAStep,
  percentageOfAPercentage,
  negativeValue,
  highConstantRate,
  neverDecays,
  decayDoesNotFinish,
  deadTail,
  decayPerStepNotEpoch,
  floorAboveStart,
  floorHidesCurve,
  shareLooksAbsolute,
  dropNeverHappens,
  dropAtFirstStep,
  dropThatRises,
  cooldownTooShort,
  decayStopsAtTenth,
  decayStopsHigh,
  truncatedCycle,
  cycleUpsideDown,
  restartNeverHappens,
  restartWithoutWarmup,
  momentumOutOfRange,
  momentumWithRate,
  momentumNotCycled,
  beta2MemoryLongerThanRun,
  hyperParameterSaidTwice,
  valueOfAnotherOptimizer,
  effectiveShrinkageFades,
  followerMostlyCapped,
  adamwTimescale,
  batchChangedRateNot,
  batchSizeAtOdds,
  augmentationNotInStep,
  batchNormTooSlow,
  batchNormMomentumConvention,
  batchNormMemoryAtRestarts,
  temperatureNotPositive,
  rateAndTemperatureAtOdds,
  noisePhasesNotAligned,
  dropInsideRound,
  federatedMustDecay,
  plateauNeverReduces,
  greedyCannotRaise,
  plateauThresholdTooLarge,
  plateauTooPatient,
  plateauFightsSchedule,
  layerRatioAboveOne,
  layersHardlyTrain,
  hardSamplesFaster,
  aboveSpeedLimit,
];
