import {
  linearShape,
  logarithmicShape,
  quadraticShape,
  rexShape,
  squareRootShape,
} from "../curves/shape";
import { rampKind } from "./rampKind";

export const linear = rampKind(
  "linear",
  "A straight line from one value to another: the usual warmup, and the decay to zero.",
  linearShape,
);

export const quadratic = rampKind(
  "quadratic",
  "from + (to − from) · p²: a warmup that starts more gently than a line.",
  quadraticShape,
);

export const logarithmic = rampKind(
  "logarithmic",
  "from + (to − from) · ln(1 + u) / ln(1 + m): DeepSpeed's default warmup, steep at first.",
  logarithmicShape,
);

export const oneMinusSqrt = rampKind(
  "oneMinusSqrt",
  "to + (from − to) · (1 − √p): the warmup-stable-decay cooldown (Hägele et al. 2024).",
  squareRootShape,
);

export const rex = rampKind(
  "rex",
  "to + (from − to) · (1 − p) / (1 − p / 2): the reflected exponential decay (Chen et al. 2021).",
  rexShape,
);
