import type { DerivedId } from "../derived/ids";

// What curves are called in front of people, in English; the panel translates these.

const TRACKS: Readonly<Record<string, string>> = {
  learningRate: "Learning rate",
  momentum: "Momentum",
  beta1: "β₁",
  beta2: "β₂",
  weightDecay: "Weight decay",
  batchNormMomentum: "Batch-norm momentum",
  augmentation: "Augmentation",
  temperature: "Temperature",
  noise: "Noise",
  batchSize: "Batch size",
};

/** A track's name for people; a name that the user chose stays as it is. */
export const trackTitle = (name: string): string =>
  Object.hasOwn(TRACKS, name) ? (TRACKS[name] ?? name) : name;

export const derivedTitles: Readonly<Record<DerivedId, string>> = {
  shrinkage: "Effective shrinkage",
  updateSize: "Update size",
  effectiveRate: "Effective rate",
  cumulativeShare: "Cumulative share",
};

export const derivedFormulas: Readonly<Record<DerivedId, string>> = {
  shrinkage: "rate × weight decay",
  updateSize: "rate / temperature",
  effectiveRate: "rate / (1 − momentum)",
  cumulativeShare: "sum of the rates so far / all",
};
