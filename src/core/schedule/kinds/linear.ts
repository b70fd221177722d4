import {
  linearShape,
  logarithmicShape,
  quadraticShape,
  rexShape,
  squareRootShape,
} from "../curves/shape";
import { toEnd } from "./kind";
import { rampKind } from "./rampKind";

export const linear = rampKind({
  kind: "linear",
  summary: "A straight line from one value to another: the usual warmup, and the decay to zero.",
  formula: "from + (to − from) · p",
  shape: linearShape,
  template: toEnd,
});

export const quadratic = rampKind({
  kind: "quadratic",
  summary: "from + (to − from) · p²: a warmup that starts more gently than a line.",
  formula: "from + (to − from) · p²",
  shape: quadraticShape,
});

export const logarithmic = rampKind({
  kind: "logarithmic",
  summary:
    "from + (to − from) · ln(1 + u) / ln(1 + m): DeepSpeed's default warmup, steep at first.",
  formula: "from + (to − from) · ln(1 + u) / ln(1 + m)",
  shape: logarithmicShape,
});

export const oneMinusSqrt = rampKind({
  kind: "oneMinusSqrt",
  summary: "to + (from − to) · (1 − √p): the warmup-stable-decay cooldown (Hägele et al. 2024).",
  formula: "to + (from − to) · (1 − √p)",
  shape: squareRootShape,
  template: toEnd,
});

export const rex = rampKind({
  kind: "rex",
  summary:
    "to + (from − to) · (1 − p) / (1 − p / 2): the reflected exponential decay (Chen et al. 2021).",
  formula: "to + (from − to) · (1 − p) / (1 − p / 2)",
  shape: rexShape,
  template: toEnd,
});
