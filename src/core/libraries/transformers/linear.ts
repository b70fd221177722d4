import { constantCurve } from "../../schedule/curves/constant";
import { ramp } from "../curves/pieces";
import {
  lengthsOf,
  multiplierKind,
  one,
  schedulerParameters,
  warmUp,
  warmupOf,
} from "./multiplier";

/** linear: k/W, then (N − k)/(N − W), then 0. */
export const linear = multiplierKind("linear", schedulerParameters(), (args) => {
  const { warmup, total } = lengthsOf(args);
  const length = Math.max(1, total - warmup);
  return {
    curve: warmUp(
      warmup,
      { start: warmup, curve: ramp((k) => Math.max(0, (total - k) / length)) },
      { start: Math.max(warmup, total), curve: constantCurve(0) },
    ),
  };
});

/** constant: 1 at every step; a warmup is ignored. */
export const constant = multiplierKind("constant", schedulerParameters(), () => ({ curve: one }));

/** constant_with_warmup: k/W, then 1. */
export const constantWithWarmup = multiplierKind(
  "constant_with_warmup",
  schedulerParameters(),
  (args) => {
    const warmup = warmupOf(args);
    return { curve: warmUp(warmup, { start: warmup, curve: one }) };
  },
);
