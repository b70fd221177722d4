import type { PhaseParameters } from "./phases";

type Builder<Kind extends keyof PhaseParameters> = (
  parameters: PhaseParameters[Kind],
) => { readonly kind: Kind } & PhaseParameters[Kind];

const builder =
  <Kind extends keyof PhaseParameters>(kind: Kind): Builder<Kind> =>
  (parameters) => ({ kind, ...parameters });

export const constant = builder("constant");
export const linear = builder("linear");
export const cosine = builder("cosine");
export const exponential = builder("exponential");
export const polynomial = builder("polynomial");
export const inverseSqrt = builder("inverseSqrt");
export const inverseTime = builder("inverseTime");
export const oneMinusSqrt = builder("oneMinusSqrt");
export const quadratic = builder("quadratic");
export const logarithmic = builder("logarithmic");
export const rex = builder("rex");
export const tanh = builder("tanh");
export const hold = builder("hold");
export const step = builder("step");
export const multiStep = builder("multiStep");
export const piecewise = builder("piecewise");
export const cyclic = builder("cyclic");
export const cosineRestarts = builder("cosineRestarts");
export const oneCycle = builder("oneCycle");
export const repeat = builder("repeat");
export const untunedWarmup = builder("untunedWarmup");
export const rectifiedWarmup = builder("rectifiedWarmup");
export const table = builder("table");
export const custom = builder("custom");

/** A number of optimizer updates. */
export const steps = (amount: number): string => `${amount} steps`;
/** A number of passes over the data; the length must say what an epoch is in steps. */
export const epochs = (amount: number): string => `${amount} epochs`;
/** A number of communication rounds; the length must say what a round is in steps. */
export const rounds = (amount: number): string => `${amount} rounds`;
/** A number of samples; the length must say how many an update takes, with batchSize. */
export const samples = (amount: number): string => `${amount} samples`;
/** A number of tokens; the length must say what a step is in tokens. */
export const tokens = (amount: number): string => `${amount} tokens`;
/** As a duration a share of the run, as a value a share of the track's peak. */
export const percent = (amount: number): string => `${amount}%`;
