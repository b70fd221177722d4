import type { LibraryRecord } from "../../libraries/value";
import type { Curve } from "../../schedule/curve";

/** What OneCycleLR can move besides the rate. */
export type Countered = "momentum" | "beta1";

/** A scheduler of torch.optim.lr_scheduler: its name and keyword arguments. */
export interface TorchCall {
  readonly kind: string;
  readonly args: LibraryRecord;
}

/** Schedulers that reproduce the rate, and the rate that the optimizer is made with. */
export interface TorchSchedulers {
  readonly base: number;
  readonly calls: readonly TorchCall[];
  /** Where each but the first takes over. */
  readonly milestones: readonly number[];
  readonly curve: Curve;
  /** What the scheduler moves against the rate: it runs from its greatest value down and back. */
  readonly countered?: { readonly track: Countered; readonly curve: Curve };
}
