/** What a run logged of the metric that a plateau rule judges by, in the log's order. */
export interface MeasuredMetric {
  /** The name in the log: "val_loss". */
  readonly tag: string;
  readonly axis: "steps" | "epochs" | "samples" | "rows";
  readonly steps: ArrayLike<number>;
  /** As many as `steps`. */
  readonly values: ArrayLike<number>;
  /** The last step of the run's log on the same axis: up to there it has no further values. */
  readonly until?: number;
}
