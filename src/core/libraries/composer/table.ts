import { tableOf } from "../construction";
import { composerKind } from "./scheduler";
import {
  constantScheduler,
  cosineAnnealingScheduler,
  cosineAnnealingWarmRestartsScheduler,
  exponentialScheduler,
  linearScheduler,
  multiStepScheduler,
  polynomialScheduler,
  stepScheduler,
} from "./schedulers";
import {
  constantWithWarmupScheduler,
  cosineAnnealingWithWarmupScheduler,
  linearWithWarmupScheduler,
  multiStepWithWarmupScheduler,
  polynomialWithWarmupScheduler,
} from "./warmups";

/** Composer of 2026-04 (6405188), composer/optim/scheduler.py. */
export const composerTable = tableOf(
  "Composer",
  "0.32",
  [
    stepScheduler,
    multiStepScheduler,
    constantScheduler,
    linearScheduler,
    exponentialScheduler,
    cosineAnnealingScheduler,
    cosineAnnealingWarmRestartsScheduler,
    polynomialScheduler,
    multiStepWithWarmupScheduler,
    constantWithWarmupScheduler,
    linearWithWarmupScheduler,
    cosineAnnealingWithWarmupScheduler,
    polynomialWithWarmupScheduler,
  ].map(composerKind),
);
