/** What people know of an epoch. Counts of 1 may be left out. */
export interface EpochData {
  /** The size of the data set. */
  readonly samples: number;
  /** Samples of one batch on one device. */
  readonly batchSize: number;
  readonly devices?: number | undefined;
  /** Batches whose gradients are added up for one update. */
  readonly accumulate?: number | undefined;
  readonly dropLast?: boolean | undefined;
}

/**
 * Optimizer updates in one epoch. With s samples, b a batch, d devices and a batches accumulated:
 * ⌈⌈s / (b d)⌉ / a⌉, as PyTorch's DataLoader with DistributedSampler and Hugging Face's Trainer
 * count, or with `dropLast` ⌊⌊s / (b d)⌋ / a⌋.
 */
export function epochSteps(data: EpochData): number {
  const { samples, batchSize, devices = 1, accumulate = 1, dropLast = false } = data;
  const round = dropLast ? Math.floor : Math.ceil;
  return round(round(samples / (batchSize * devices)) / accumulate);
}
