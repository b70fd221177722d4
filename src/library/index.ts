// The public face of the run-time library: what `import "learning-rate-designer"` gives.
export { defineSchedule } from "./defineSchedule";
export { ScheduleError, type ScheduleProblem } from "./scheduleError";
export type { LayerSchedule, Plateau, StepValues, TrainingSchedule } from "./trainingSchedule";
export type { ScheduleDefinition, TrackDefinition } from "./definition";
export type { Phase, PhaseParameters } from "./phases";
export type { Follower, LengthDefinition } from "./settings";
export type { CustomContext, Duration, Value } from "./values";
export { epochs, percent, rounds, samples, steps, tokens } from "./units";
export {
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
} from "./builders";
