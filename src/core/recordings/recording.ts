/** One quantity of a run as its log has it, in the order of the log. */
export interface Series {
  /** The name in the log: "train/learning_rate". */
  readonly tag: string;
  /** What the log counts along: optimizer updates as the log numbers them, or another clock. */
  readonly axis: Axis;
  readonly steps: Float64Array;
  readonly values: Float64Array;
  /** Seconds since 1970, or since the run's start; NaN where the log has none. Same length. */
  readonly times: Float64Array | undefined;
  /** How exactly the log writes the values. */
  readonly precision: Precision;
  /** 1 where every point was kept; n where every nth was, as there were too many of them. */
  readonly stride: number;
  /**
   * The same object in each reading of a series that grows, as long as its points are those of the
   * reading before, of which the last one's value may differ, and more.
   */
  readonly origin?: object;
}

export type Axis = "steps" | "epochs" | "samples" | "rows";

/**
 * Exact: doubles as Python prints them. Float32: the nearest of 24 bits. Digits: printed with so
 * many significant digits, trailing zeros included.
 */
export type Precision =
  | { readonly kind: "exact" }
  | { readonly kind: "float32" }
  | { readonly kind: "digits"; readonly digits: number };

export type HyperParameter = string | number | boolean | null;

/** One run of a log. */
export interface Recording {
  readonly name: string;
  /** By canonical name: "learningRate", "learningRate/pg1", "momentum", "loss" …, or the log's tag. */
  readonly series: ReadonlyMap<string, Series>;
  /** What the log says of the run's configuration, by the log's own keys. */
  readonly hyperParameters: ReadonlyMap<string, HyperParameter>;
  /** Steps at which the log's counter fell back: the run was resumed from there. */
  readonly restarts: readonly number[];
  /** Records that were broken, cut off or not understood, and left out. */
  readonly skipped: number;
}

/** A log read as far as it goes. */
export interface ReadLog {
  /** The reader's id, "trainer_state", "wandb" …; undefined where no reader knows the file. */
  readonly format: string | undefined;
  readonly runs: readonly Recording[];
  /** What the user should know of the reading, in full sentences. */
  readonly notes: readonly string[];
}
