import type { Observations } from "../explain/observations";
import type { Candidate } from "./candidates";
import { constant, exponential, inverseSqrt, multiStep, ramp } from "./decays";
import { oneCycle } from "./oneCycle";
import { RAMPS, type Family } from "./ramps";
import { cosineRestarts } from "./restarts";
import { stableDecay } from "./stableDecay";

/** Every decay that follows a warmup or none, the simplest first. */
export const FAMILIES: readonly Family[] = [
  constant,
  ...RAMPS.map(ramp),
  multiStep,
  exponential,
  inverseSqrt,
  ...RAMPS.map(stableDecay),
  cosineRestarts,
];

/** Kinds that say the whole run, the rise included. */
export const WHOLE: readonly ((seen: Observations) => Candidate[])[] = [oneCycle];
