/** A training of a later stage, of the same length as all. */
export interface StageTraining {
  /** Of the training of the stage before that it starts from; the first stage's are the schedules. */
  readonly from: number;
  /** Of the schedule that it is trained with. */
  readonly with: number;
  /**
   * Its validation loss is told as the measurement of this name, of the schedule and the seed that it
   * goes back to.
   */
  readonly name: string;
}

/** What a training has come to, for the next one to start from. */
export interface Trained {
  readonly seed: number;
  /** At its end, flattened in the order of the task's `weights`. */
  readonly weights: Float32Array;
  /** Where it was masked itself. */
  readonly mask: Float32Array | undefined;
  /** The values at its last step of the task's `tracks`. */
  readonly track: (name: string) => number;
}

/** What a training starts from; the optimizer starts without memory. */
export interface Start {
  readonly weights: Float32Array;
  /** 1 where a weight is trained, 0 where it is held at 0 throughout; without it all are trained. */
  readonly mask?: Float32Array;
  /** Vectors about the start by name, which the schedule that it goes back to shows at its end. */
  readonly extras?: Readonly<Record<string, readonly number[]>>;
}

/**
 * Trainings that start from what earlier ones have come to. They see the same batches, step by step,
 * and are as long; a training that has diverged has no successors.
 */
export interface Stage {
  /** @param before Number of trainings of the stage before. */
  trainings(schedules: number, before: number): readonly StageTraining[];
  /** A pure function, asked once for each training and seed. */
  start(training: StageTraining, trained: Trained): Start;
}
