// Written by scripts/kinds.mjs from src/core/schedule.

import type { PhaseParameters } from "./phases";

type Builder<Kind extends keyof PhaseParameters> = (
  parameters: PhaseParameters[Kind],
) => { readonly kind: Kind } & PhaseParameters[Kind];

const builder =
  <Kind extends keyof PhaseParameters>(kind: Kind): Builder<Kind> =>
  (parameters) => ({ kind, ...parameters });

/** The same value throughout the phase. */
export const constant = builder("constant");
/** A straight line from one value to another: the usual warmup, and the decay to zero. */
export const linear = builder("linear");
/** Half a cosine from one value to another: gentle at both ends (Loshchilov & Hutter 2017). */
export const cosine = builder("cosine");
/** Multiplied by the same factor at every step: to a value `to`, or by `factor` every so often. */
export const exponential = builder("exponential");
/** to + (from − to) · (1 − p)^power, as PyTorch's PolynomialLR and optax's polynomial_schedule. */
export const polynomial = builder("polynomial");
/** from · √(timescale / (u + shift)): the decay of Noam, T5 and Hugging Face's inverse_sqrt. */
export const inverseSqrt = builder("inverseSqrt");
/** from / (1 + rate · u / every), as Keras's InverseTimeDecay. */
export const inverseTime = builder("inverseTime");
/** to + (from − to) · (1 − √p): the warmup-stable-decay cooldown (Hägele et al. 2024). */
export const oneMinusSqrt = builder("oneMinusSqrt");
/** from + (to − from) · p²: a warmup that starts more gently than a line. */
export const quadratic = builder("quadratic");
/** from + (to − from) · ln(1 + u) / ln(1 + m): DeepSpeed's default warmup, steep at first. */
export const logarithmic = builder("logarithmic");
/** to + (from − to) · (1 − p) / (1 − p / 2): the reflected exponential decay (Chen et al. 2021). */
export const rex = builder("rex");
/** to + (from − to) · ½(1 − tanh(lower·(1 − p) + upper·p)), as timm: it comes close to both values without quite having them. */
export const tanh = builder("tanh");
/** Keeps the value where the previous phase ended. */
export const hold = builder("hold");
/** Terraces: from · factor^⌊u / every⌋, as PyTorch's StepLR. */
export const step = builder("step");
/** Drops at milestones, counted from the phase's start, as PyTorch's MultiStepLR. */
export const multiStep = builder("multiStep");
/** Through points [position, value], straight, along cosines, or held until the next. */
export const piecewise = builder("piecewise");
/** Up and down between two values again and again (Smith 2017), as PyTorch's CyclicLR. */
export const cyclic = builder("cyclic");
/** Cosine decays that start over at the peak, SGDR (Loshchilov & Hutter 2017). */
export const cosineRestarts = builder("cosineRestarts");
/** One rise to the peak and one fall far below the start (Smith & Topin 2018), as PyTorch's OneCycleLR. */
export const oneCycle = builder("oneCycle");
/** Its phases over and over: `times` cycles or as many as fit, each `periodGrowth` times as long as the one before, with values multiplied by `decay`. */
export const repeat = builder("repeat");
/** A warmup whose length follows from the optimizer's β2 (Ma & Yarats 2021): to · min(1, (u + 1)(1 − β2)/2), or to · (1 − exp(−(u + 1)(1 − β2))). */
export const untunedWarmup = builder("untunedWarmup");
/** to · RAdam's rectification term (Liu et al. 2020), from the first update at which it is defined. */
export const rectifiedWarmup = builder("rectifiedWarmup");
/** Sampled values, each held until the next or joined by lines. */
export const table = builder("table");
/** A function of your own, (step, context) => number; `step` counts from the phase's start. */
export const custom = builder("custom");
