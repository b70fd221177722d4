import { tableOf } from "../construction";
import { cosineLRScheduler, polyLRScheduler, tanhLRScheduler } from "./cycled";
import { createSchedulerV2 } from "./factory";
import { plateauLRScheduler } from "./plateau";
import { multiStepLRScheduler, stepLRScheduler } from "./steps";

/** timm 1.0.29, the formulas read in timm/scheduler. */
export const timmTable = tableOf("timm", "1.0.29", [
  createSchedulerV2,
  cosineLRScheduler,
  tanhLRScheduler,
  stepLRScheduler,
  multiStepLRScheduler,
  polyLRScheduler,
  plateauLRScheduler,
]);
