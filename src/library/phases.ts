// Written by scripts/kinds.mjs from src/core/schedule.

import type { CustomContext, Duration, Value } from "./values";

/** The same value throughout the phase. */
export interface Constant {
  /** The value of every step of the phase. */
  readonly value: Value;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** A straight line from one value to another: the usual warmup, and the decay to zero. */
export interface Linear {
  /** The value at the phase's start; left out, the value where the previous phase ended. */
  readonly from?: Value;
  /** The value that the phase reaches where the next one begins. */
  readonly to: Value;
  /** true: the phase's last step itself has the value `to`; progress is u / (n − 1) instead of u / n. */
  readonly endpoint?: boolean;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** Half a cosine from one value to another: gentle at both ends (Loshchilov & Hutter 2017). */
export interface Cosine {
  /** The value at the phase's start; left out, the value where the previous phase ended. */
  readonly from?: Value;
  /** The value that the phase reaches where the next one begins. */
  readonly to: Value;
  /** true: the phase's last step itself has the value `to`; progress is u / (n − 1) instead of u / n. */
  readonly endpoint?: boolean;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
  /** Power to which the cosine factor ½(1 + cos πp) is raised, as in optax; 1 if left out. */
  readonly exponent?: number;
}

/** Multiplied by the same factor at every step: to a value `to`, or by `factor` every so often. */
export interface Exponential {
  /** The value at the phase's start; left out, where the previous ended. */
  readonly from?: Value;
  /** The value that the phase reaches where the next one begins. */
  readonly to?: Value;
  /** What the value is multiplied by in each `every`. */
  readonly factor?: number;
  /** How long one multiplication by `factor` takes. */
  readonly every?: Duration;
  /** true: the phase's last step itself has the value `to`. */
  readonly endpoint?: boolean;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** to + (from − to) · (1 − p)^power, as PyTorch's PolynomialLR and optax's polynomial_schedule. */
export interface Polynomial {
  /** The value at the phase's start; left out, the value where the previous phase ended. */
  readonly from?: Value;
  /** The value that the phase reaches where the next one begins. */
  readonly to: Value;
  /** true: the phase's last step itself has the value `to`; progress is u / (n − 1) instead of u / n. */
  readonly endpoint?: boolean;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
  /** The power; 1 is a straight line, 2 falls fast at first. */
  readonly power: number;
}

/** from · √(timescale / (u + shift)): the decay of Noam, T5 and Hugging Face's inverse_sqrt. */
export interface InverseSqrt {
  /** The value at the phase's start; left out, where the previous ended. */
  readonly from?: Value;
  /** The steps in which the curve falls to 1/√2, usually the warmup's length. */
  readonly timescale: Duration;
  /** Where on the 1/√ curve the phase begins; the timescale if left out, so that it begins at `from`. */
  readonly shift?: Duration;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** from / (1 + rate · u / every), as Keras's InverseTimeDecay. */
export interface InverseTime {
  /** The value at the phase's start; left out, where the previous ended. */
  readonly from?: Value;
  /** How strongly the value falls: by 1 / (1 + rate) in the first `every`. */
  readonly rate: number;
  /** The length in which the denominator grows by `rate`. */
  readonly every: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** to + (from − to) · (1 − √p): the warmup-stable-decay cooldown (Hägele et al. 2024). */
export interface OneMinusSqrt {
  /** The value at the phase's start; left out, the value where the previous phase ended. */
  readonly from?: Value;
  /** The value that the phase reaches where the next one begins. */
  readonly to: Value;
  /** true: the phase's last step itself has the value `to`; progress is u / (n − 1) instead of u / n. */
  readonly endpoint?: boolean;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** from + (to − from) · p²: a warmup that starts more gently than a line. */
export interface Quadratic {
  /** The value at the phase's start; left out, the value where the previous phase ended. */
  readonly from?: Value;
  /** The value that the phase reaches where the next one begins. */
  readonly to: Value;
  /** true: the phase's last step itself has the value `to`; progress is u / (n − 1) instead of u / n. */
  readonly endpoint?: boolean;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** from + (to − from) · ln(1 + u) / ln(1 + m): DeepSpeed's default warmup, steep at first. */
export interface Logarithmic {
  /** The value at the phase's start; left out, the value where the previous phase ended. */
  readonly from?: Value;
  /** The value that the phase reaches where the next one begins. */
  readonly to: Value;
  /** true: the phase's last step itself has the value `to`; progress is u / (n − 1) instead of u / n. */
  readonly endpoint?: boolean;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** to + (from − to) · (1 − p) / (1 − p / 2): the reflected exponential decay (Chen et al. 2021). */
export interface Rex {
  /** The value at the phase's start; left out, the value where the previous phase ended. */
  readonly from?: Value;
  /** The value that the phase reaches where the next one begins. */
  readonly to: Value;
  /** true: the phase's last step itself has the value `to`; progress is u / (n − 1) instead of u / n. */
  readonly endpoint?: boolean;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** to + (from − to) · ½(1 − tanh(lower·(1 − p) + upper·p)), as timm: it comes close to both values without quite having them. */
export interface Tanh {
  /** The value at the phase's start; left out, the value where the previous phase ended. */
  readonly from?: Value;
  /** The value that the phase reaches where the next one begins. */
  readonly to: Value;
  /** true: the phase's last step itself has the value `to`; progress is u / (n − 1) instead of u / n. */
  readonly endpoint?: boolean;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
  /** Argument of tanh at the start; −7 if left out, as in timm. */
  readonly lower?: number;
  /** Argument of tanh at the end; 3 if left out, as in timm. */
  readonly upper?: number;
}

/** Keeps the value where the previous phase ended. */
export interface Hold {
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** Terraces: from · factor^⌊u / every⌋, as PyTorch's StepLR. */
export interface Step {
  /** The value of the first terrace; left out, where the previous phase ended. */
  readonly from?: Value;
  /** What the value is multiplied by from one terrace to the next. */
  readonly factor: number;
  /** How long a terrace is. */
  readonly every: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** Drops at milestones, counted from the phase's start, as PyTorch's MultiStepLR. */
export interface MultiStep {
  /** The value before the first milestone; left out, where the previous ended. */
  readonly from?: Value;
  /** The milestones, counted from the phase's start. */
  readonly at: readonly Duration[];
  /** What the value is multiplied by at each milestone. */
  readonly factor?: number;
  /** The value from each milestone on, one for each. */
  readonly values?: readonly Value[];
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** Through points [position, value], straight, along cosines, or held until the next. */
export interface Piecewise {
  /** The points, in ascending order of positions counted from the phase's start. */
  readonly points: readonly (readonly [Duration, Value])[];
  /** How it goes from point to point; "linear" if left out. */
  readonly interpolate?: "linear" | "cosine" | "hold";
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** Up and down between two values again and again (Smith 2017), as PyTorch's CyclicLR. */
export interface Cyclic {
  /** The value at the start and end of each cycle. */
  readonly low: Value;
  /** The value at the top of the first cycle. */
  readonly high: Value;
  /** How long the rise of each cycle is. */
  readonly up: Duration;
  /** How long the fall of each cycle is; as long as the rise if left out. */
  readonly down?: Duration;
  /** What becomes of the height: "triangular" keeps it (if left out), "triangular2" halves it each cycle, "expRange" multiplies it by gamma each step. */
  readonly mode?: "triangular" | "triangular2" | "expRange";
  /** The factor of each step in mode "expRange". */
  readonly gamma?: number;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** Cosine decays that start over at the peak, SGDR (Loshchilov & Hutter 2017). */
export interface CosineRestarts {
  /** The peak of the first cycle; left out, where the previous ended. */
  readonly from?: Value;
  /** The value that each cycle decays to. */
  readonly to: Value;
  /** The length of the first cycle. */
  readonly period: Duration;
  /** What a cycle's length is multiplied by for the next, T_mult; 1 if left out. */
  readonly periodGrowth?: number;
  /** What a cycle's peak is multiplied by for the next; 1 if left out. */
  readonly peakDecay?: number;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** One rise to the peak and one fall far below the start (Smith & Topin 2018), as PyTorch's OneCycleLR. */
export interface OneCycle {
  /** The greatest value. */
  readonly peak: Value;
  /** The first value is peak / initialDivisor; 25 if left out. */
  readonly initialDivisor?: number;
  /** The last value is the first value / finalDivisor; 10,000 if left out. */
  readonly finalDivisor?: number;
  /** How long the rise is; a percentage is of the phase; "30%" if left out. */
  readonly rise?: Duration;
  /** "cosine" (if left out) or "linear" rise and fall. */
  readonly shape?: "cosine" | "linear";
  /** true: the fall is as long as the rise and ends at the first value, a third part goes on below it. */
  readonly threePhase?: boolean;
  /** false: peak and end are reached one step (on a staircase one hold) later, at rise · n and n, as in optax. */
  readonly endpoint?: boolean;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** Its phases over and over: `times` cycles or as many as fit, each `periodGrowth` times as long as the one before, with values multiplied by `decay`. */
export interface Repeat {
  /** The phases of one cycle, one after another; they are repeated. */
  readonly phases: readonly Phase[];
  /** The length of the first cycle; one phase may then leave out `for`. Left out, the phases' lengths together. */
  readonly period?: Duration;
  /** How many cycles there are; left out, as many as the phase has room for. */
  readonly times?: number;
  /** What a cycle's length is multiplied by for the next; 1 if left out. */
  readonly periodGrowth?: number;
  /** What all values of a cycle are multiplied by for the next; 1 if left out. */
  readonly decay?: number;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** A warmup whose length follows from the optimizer's β2 (Ma & Yarats 2021): to · min(1, (u + 1)(1 − β2)/2), or to · (1 − exp(−(u + 1)(1 − β2))). */
export interface UntunedWarmup {
  /** The value that the warmup leads to. */
  readonly to: Value;
  /** The optimizer's β2; if left out, `optimizer.beta2`. */
  readonly beta2?: number;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
  /** "linear" (if left out): over 2 / (1 − β2) steps. "exponential": with the time constant 1 / (1 − β2). */
  readonly shape?: "linear" | "exponential";
}

/** to · RAdam's rectification term (Liu et al. 2020), from the first update at which it is defined. */
export interface RectifiedWarmup {
  /** The value that the warmup leads to. */
  readonly to: Value;
  /** The optimizer's β2; if left out, `optimizer.beta2`. */
  readonly beta2?: number;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** Sampled values, each held until the next or joined by lines. */
export interface Table {
  /** The values, the first at the phase's start; the last one stays. */
  readonly values: readonly Value[];
  /** The distance from one value to the next; one step if left out. */
  readonly every?: Duration;
  /** How it goes from value to value; "hold" if left out. */
  readonly interpolate?: "linear" | "cosine" | "hold";
  /** How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it. */
  readonly skip?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** A function of your own, (step, context) => number; `step` counts from the phase's start. */
export interface Custom {
  /** (step, context) => number. `context` has length, globalStep, runLength and from. */
  readonly value: (step: number, context: CustomContext) => number;
  /** What `context.from` is; left out, the value where the previous phase ended. */
  readonly from?: Value;
  /** Holds the value between multiples of this length, a staircase: "1 epoch", "1 round". */
  readonly every?: Duration;
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
}

/** The parameters of each kind of phase. */
export interface PhaseParameters {
  readonly constant: Constant;
  readonly linear: Linear;
  readonly cosine: Cosine;
  readonly exponential: Exponential;
  readonly polynomial: Polynomial;
  readonly inverseSqrt: InverseSqrt;
  readonly inverseTime: InverseTime;
  readonly oneMinusSqrt: OneMinusSqrt;
  readonly quadratic: Quadratic;
  readonly logarithmic: Logarithmic;
  readonly rex: Rex;
  readonly tanh: Tanh;
  readonly hold: Hold;
  readonly step: Step;
  readonly multiStep: MultiStep;
  readonly piecewise: Piecewise;
  readonly cyclic: Cyclic;
  readonly cosineRestarts: CosineRestarts;
  readonly oneCycle: OneCycle;
  readonly repeat: Repeat;
  readonly untunedWarmup: UntunedWarmup;
  readonly rectifiedWarmup: RectifiedWarmup;
  readonly table: Table;
  readonly custom: Custom;
}

export type Phase = {
  [Kind in keyof PhaseParameters]: { readonly kind: Kind } & PhaseParameters[Kind];
}[keyof PhaseParameters];
