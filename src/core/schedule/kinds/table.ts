import { constant, hold } from "./constant";
import { cosine } from "./cosine";
import { cosineRestarts } from "./cosineRestarts";
import { custom } from "./custom";
import { cyclic } from "./cyclic";
import { exponential } from "./exponential";
import { inverseSqrt, inverseTime } from "./inverse";
import { linear, logarithmic, oneMinusSqrt, quadratic, rex } from "./linear";
import { multiStep } from "./multiStep";
import { oneCycle } from "./oneCycle";
import { piecewise, table } from "./points";
import { polynomial } from "./polynomial";
import { repeat } from "./repeat";
import { step } from "./step";
import { tanh } from "./tanh";
import { rectifiedWarmup, untunedWarmup } from "./warmups";

/** Every kind of phase, in the order in which completion offers them. */
export const phaseKinds = [
  constant,
  linear,
  cosine,
  exponential,
  polynomial,
  inverseSqrt,
  inverseTime,
  oneMinusSqrt,
  quadratic,
  logarithmic,
  rex,
  tanh,
  hold,
  step,
  multiStep,
  piecewise,
  cyclic,
  cosineRestarts,
  oneCycle,
  repeat,
  untunedWarmup,
  rectifiedWarmup,
  table,
  custom,
] as const;
