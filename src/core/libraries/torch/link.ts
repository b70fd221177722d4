import type { Curve } from "../../schedule/curve";
import type { Arguments, LibraryParameter } from "../arguments";
import type { LibraryContext, LibraryTrack } from "../construction";
import type { LibraryIssue } from "../refusal";

/**
 * A scheduler of torch.optim.lr_scheduler as one part of a run. torch computes a rate in one of two
 * ways: from the group's present rate (`next`, the chainable form that `step()` uses), or from the
 * base rate alone (the closed form). They agree while nothing else touches the rate, so `curve` is
 * the closed form, and compositions choose. Steps count from the scheduler's own start.
 */
export interface TorchLink {
  readonly kind: string;
  /** The rate at step k where the scheduler runs alone from the rate `base`. */
  curve(base: number, group: number): Curve;
  /** The rate that constructing the scheduler leaves, from the group's present rate. */
  first(rate: number, base: number, group: number): number;
  /** The rate at step k ≥ 1 from the rate before. */
  next(rate: number, k: number, base: number, group: number): number;
  /** The rate where SequentialLR switches to the scheduler; left out: the curve's own start. */
  restart?(rate: number, base: number, group: number): number;
  /**
   * Whether `next` ignores the present rate, or multiplies it by a number that does not depend on
   * any rate, or neither.
   */
  readonly form: "overwrites" | "multiplies" | "mixed";
  /** The base rate that its constructor leaves behind for all schedulers made after it. */
  initialRate?(present: number, group: number, made: number): number;
  /** Tracks other than the learning rate. */
  readonly others?: readonly LibraryTrack[];
  /** What its `step()` raises. */
  readonly failure?: LibraryIssue;
  /** It reacts to a metric, so that SequentialLR and ChainedScheduler refuse it. */
  readonly metric?: boolean;
}

export interface TorchLinkKind {
  readonly kind: string;
  readonly parameters: readonly LibraryParameter[];
  link(args: Arguments, context: LibraryContext): TorchLink;
}

export const unchanged = (rate: number): number => rate;
