import { tableOf } from "../construction";
import { cosine, cosineWarmupWithMinLr, cosineWithMinLr, cosineWithRestarts } from "./cosine";
import { inverseSqrt, polynomial } from "./decays";
import { constant, constantWithWarmup, linear } from "./linear";
import { greedy, reduceLrOnPlateau } from "./plateau";
import { warmupStableDecay } from "./warmupStableDecay";

/** Every `lr_scheduler_type` of transformers 5.18, the formulas read in optimization.py. */
export const transformersTable = tableOf("transformers", "5.18", [
  linear,
  cosine,
  cosineWithRestarts,
  polynomial,
  constant,
  constantWithWarmup,
  inverseSqrt,
  reduceLrOnPlateau,
  cosineWithMinLr,
  cosineWarmupWithMinLr,
  warmupStableDecay,
  greedy,
]);
