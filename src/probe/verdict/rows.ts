import {
  bestValidation,
  finalAccuracy,
  finalTrainLoss,
  finalValidationLoss,
  summarize,
  type Summary,
} from "../results/figures";
import type { Judged } from "./judged";

/** What a schedule came to: figures over the seeds in which it did not diverge. */
export interface VerdictRow {
  readonly schedule: string;
  readonly name: string;
  readonly seeds: number;
  readonly diverged: number;
  readonly train: Summary | undefined;
  readonly validation: Summary | undefined;
  /** The least validation loss of each seed. */
  readonly best: Summary | undefined;
  readonly accuracy: Summary | undefined;
}

export const rowOf = ({ schedule, replicas, whole }: Judged): VerdictRow => ({
  schedule: schedule.id,
  name: schedule.name,
  seeds: replicas.length,
  diverged: replicas.length - whole.length,
  train: summarize(whole.map(finalTrainLoss)),
  validation: summarize(whole.map(finalValidationLoss)),
  best: summarize(whole.map((replica) => bestValidation(replica)?.[1])),
  accuracy: summarize(whole.map(finalAccuracy)),
});
