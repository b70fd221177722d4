// The public face of the run-time library: what `import "learning-rate-designer"` gives.
export { defineSchedule } from "./defineSchedule";
export { ScheduleError, type ScheduleProblem } from "./scheduleError";
export type { LayerSchedule, Plateau, StepValues, TrainingSchedule } from "./trainingSchedule";
export type { Follower, LengthDefinition, ScheduleDefinition, TrackDefinition } from "./definition";
export type { CustomContext, Duration, Phase, PhaseParameters, Value } from "./phases";
export {
  constant,
  cosine,
  cosineRestarts,
  custom,
  cyclic,
  epochs,
  exponential,
  hold,
  inverseSqrt,
  inverseTime,
  linear,
  logarithmic,
  multiStep,
  oneCycle,
  oneMinusSqrt,
  percent,
  piecewise,
  polynomial,
  quadratic,
  rectifiedWarmup,
  repeat,
  rex,
  rounds,
  samples,
  step,
  steps,
  table,
  tanh,
  tokens,
  untunedWarmup,
} from "./builders";
