/** A number, or a share of the track's peak: "10%". */
export type Value = number | string;
/** A number of steps, or a text with a unit: "500 steps", "5 epochs", "3 rounds", "10%", "5M samples", "2B tokens". */
export type Duration = number | string;

interface Lasting {
  /** How long the phase lasts. One phase of a list may leave it out and fills what the others leave. */
  readonly for?: Duration;
  /** How much of the shape is left out at its beginning. */
  readonly skip?: Duration;
}
interface Held extends Lasting {
  /** Holds the value between multiples of this length, a staircase: "1 epoch". */
  readonly every?: Duration;
}
interface Ramp extends Held {
  /** The value at the phase's start; left out, the value where the previous phase ended. */
  readonly from?: Value;
  /** The value that the phase reaches where the next one begins. */
  readonly to: Value;
  /** true: the phase's last step itself has the value `to`. */
  readonly endpoint?: boolean;
}

/** The same value throughout. */
export interface Constant extends Held {
  readonly value: Value;
}
/** Half a cosine; `exponent` as in optax. */
export interface Cosine extends Ramp {
  readonly exponent?: number;
}
/** Geometric: to a value `to`, or by `factor` in each `every`. */
export interface Exponential extends Lasting {
  readonly from?: Value;
  readonly to?: Value;
  readonly factor?: number;
  readonly every?: Duration;
  readonly endpoint?: boolean;
}
/** to + (from − to) · (1 − p)^power. */
export interface Polynomial extends Ramp {
  readonly power: number;
}
/** from · √(timescale / (u + shift)). */
export interface InverseSqrt extends Held {
  readonly from?: Value;
  readonly timescale: Duration;
  readonly shift?: Duration;
}
/** from / (1 + rate · u / every). */
export interface InverseTime extends Lasting {
  readonly from?: Value;
  readonly rate: number;
  readonly every: Duration;
}
/** A tanh from `lower` to `upper`, as timm. */
export interface Tanh extends Ramp {
  readonly lower?: number;
  readonly upper?: number;
}
/** Terraces: from · factor^⌊u / every⌋. */
export interface Step extends Lasting {
  readonly from?: Value;
  readonly factor: number;
  readonly every: Duration;
}
/** Milestones, counted from the phase's start. */
export interface MultiStep extends Held {
  readonly from?: Value;
  readonly at: readonly Duration[];
  readonly factor?: number;
  readonly values?: readonly Value[];
}
export type Interpolation = "linear" | "cosine" | "hold";
/** Points [position, value]. */
export interface Piecewise extends Held {
  readonly points: readonly (readonly [position: Duration, value: Value])[];
  readonly interpolate?: Interpolation;
}
/** Sampled values, `every` apart. */
export interface Table extends Lasting {
  readonly values: readonly Value[];
  readonly every?: Duration;
  readonly interpolate?: Interpolation;
}
/** Up and down between two values. */
export interface Cyclic extends Held {
  readonly low: Value;
  readonly high: Value;
  readonly up: Duration;
  readonly down?: Duration;
  readonly mode?: "triangular" | "triangular2" | "expRange";
  readonly gamma?: number;
}
/** Cosine decays that start over, SGDR. */
export interface CosineRestarts extends Held {
  readonly from?: Value;
  readonly to: Value;
  readonly period: Duration;
  readonly periodGrowth?: number;
  readonly peakDecay?: number;
}
/** One rise to the peak, one fall far below the start. */
export interface OneCycle extends Held {
  readonly peak: Value;
  readonly initialDivisor?: number;
  readonly finalDivisor?: number;
  readonly rise?: Duration;
  readonly shape?: "cosine" | "linear";
  readonly threePhase?: boolean;
  readonly endpoint?: boolean;
}
/** Phases over and over. */
export interface Repeat extends Held {
  /** The phases of one cycle. */
  readonly phases: readonly Phase[];
  /** The first cycle's length, where one of the phases has no `for`. */
  readonly period?: Duration;
  /** How many cycles; left out, as many as the phase has room for. */
  readonly times?: number;
  /** What a cycle's length is multiplied by for the next. */
  readonly periodGrowth?: number;
  /** What all values of a cycle are multiplied by for the next. */
  readonly decay?: number;
}
/** A warmup whose length follows from β2. */
export interface UntunedWarmup extends Held {
  readonly to: Value;
  readonly beta2?: number;
  readonly shape?: "linear" | "exponential";
}
/** RAdam's rectification as a warmup. */
export interface RectifiedWarmup extends Held {
  readonly to: Value;
  readonly beta2?: number;
}
export interface CustomContext {
  /** Steps of the phase. */
  readonly length: number;
  /** The step counted from the start of the run. */
  readonly globalStep: number;
  /** Steps of the run. */
  readonly runLength: number;
  /** `from`, or the value where the previous phase ended. */
  readonly from: number;
}
/** A function of your own; `step` counts from the phase's start. */
export interface Custom extends Held {
  readonly value: (step: number, context: CustomContext) => number;
  readonly from?: Value;
}

/** The parameters of each kind of phase. */
export interface PhaseParameters {
  readonly constant: Constant;
  readonly linear: Ramp;
  readonly cosine: Cosine;
  readonly exponential: Exponential;
  readonly polynomial: Polynomial;
  readonly inverseSqrt: InverseSqrt;
  readonly inverseTime: InverseTime;
  readonly oneMinusSqrt: Ramp;
  readonly quadratic: Ramp;
  readonly logarithmic: Ramp;
  readonly rex: Ramp;
  readonly tanh: Tanh;
  readonly hold: Held;
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
