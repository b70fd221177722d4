/** One reason why a log and a plan differ, with its figure. */
export type Cause =
  /** The log shows at step s the rate of the plan's step s + steps: early where positive. */
  | { readonly kind: "offset"; readonly steps: number }
  /** Updates that were not made (fp16 overflow), so that the schedule stood still meanwhile. */
  | {
      readonly kind: "skippedSteps";
      readonly count: number;
      /** The updates that were skipped; the earliest that each can be, where the log has gaps. */
      readonly at: readonly number[];
      /** For each of them the step of the log's line that first shows it. */
      readonly seen?: readonly number[];
      /** Where rounding leaves it open: no more than so many. */
      readonly atMost?: number;
    }
  /** The schedule moved `factor` steps for every step of the log. */
  | { readonly kind: "scale"; readonly factor: number }
  /** From step `at` the schedule went on as from its step `from`: 0 where it started over. */
  | { readonly kind: "restart"; readonly at: number; readonly from: number }
  /** The schedule ran as for another number of updates. */
  | { readonly kind: "horizon"; readonly steps: number; readonly planned: number }
  | { readonly kind: "peak"; readonly factor: number; readonly value: number }
  | { readonly kind: "floor"; readonly value: number }
  /** What no cause explains: the first step of the log at which it leaves the plan for good. */
  | { readonly kind: "unexplained"; readonly at: number };

/** A cause, and the largest difference that is left when it and those before it are allowed for. */
export type ExplainedCause = Cause & { readonly residual: number };

export interface Explanation {
  readonly causes: readonly ExplainedCause[];
  /** The largest difference between log and plan that is left, in units of the rate. */
  readonly residual: number;
  /** What rounding and float32 leave open, in units of the rate: nothing below it is claimed. */
  readonly resolution: number;
  /** False where other causes fit as well, or a figure isn't settled by the log. */
  readonly identifiable: boolean;
  /** Other sets of causes that fit the log as well. */
  readonly alternatives: readonly (readonly Cause[])[];
  /** True where all points of the log lie on the plan, its causes allowed for. */
  readonly explained: boolean;
}
