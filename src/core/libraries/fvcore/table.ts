import { tableOf } from "../construction";
import {
  constantParamScheduler,
  cosineParamScheduler,
  exponentialParamScheduler,
  linearParamScheduler,
  polynomialDecayParamScheduler,
} from "./basic";
import { compositeParamScheduler } from "./composite";
import { fvcoreKind, type FvcoreScheduler } from "./scheduler";
import {
  multiStepParamScheduler,
  stepParamScheduler,
  stepWithFixedGammaParamScheduler,
} from "./steps";

/** Every scheduler of fvcore's. */
export const fvcoreSchedulers: readonly FvcoreScheduler[] = [
  constantParamScheduler,
  cosineParamScheduler,
  exponentialParamScheduler,
  linearParamScheduler,
  multiStepParamScheduler,
  polynomialDecayParamScheduler,
  stepParamScheduler,
  stepWithFixedGammaParamScheduler,
  compositeParamScheduler((kind) => fvcoreSchedulers.find((scheduler) => scheduler.kind === kind)),
];

/** fvcore 0.1.6 (development), the formulas read in common/param_scheduler.py. */
export const fvcoreTable = tableOf("fvcore", "0.1.6", fvcoreSchedulers.map(fvcoreKind));
