import { tableOf } from "../construction";
import {
  exponentialWarmup,
  linearWarmup,
  radamWarmup,
  untunedExponentialWarmup,
  untunedLinearWarmup,
} from "./warmup";

/** pytorch_warmup 0.3 (development), the formulas read in its base.py, untuned.py and radam.py. */
export const pytorchWarmupTable = tableOf("pytorch_warmup", "0.3.0.dev0", [
  linearWarmup,
  exponentialWarmup,
  untunedLinearWarmup,
  untunedExponentialWarmup,
  radamWarmup,
]);
