import type { DerivedId } from "../derived/ids";
import { t } from "./words";

// What curves are called in front of people.

const TRACKS: Readonly<Record<string, () => string>> = {
  learningRate: () => t("Learning rate"),
  momentum: () => t("Momentum"),
  beta1: () => "β₁",
  beta2: () => "β₂",
  weightDecay: () => t("Weight decay"),
  batchNormMomentum: () => t("Batch-norm momentum"),
  augmentation: () => t("Augmentation"),
  pixelNoise: () => t("Pixel noise"),
  pixelShift: () => t("Pixel shift"),
  temperature: () => t("Temperature"),
  noise: () => t("Noise"),
  batchSize: () => t("Batch size"),
  participation: () => t("Participation"),
  delay: () => t("Delay"),
  keep: () => t("Share kept"),
  // of logs; a probe's own loss has the plain word
  loss: () => t("Logged loss"),
  validationLoss: () => t("Logged validation loss"),
};

/** A track's name for people; a name that the user chose stays as it is. */
export const trackTitle = (name: string): string =>
  Object.hasOwn(TRACKS, name) ? (TRACKS[name]?.() ?? name) : name;

export const derivedTitles: Readonly<Record<DerivedId, () => string>> = {
  shrinkage: () => t("Effective shrinkage"),
  updateSize: () => t("Update size"),
  effectiveRate: () => t("Effective rate"),
  cumulativeShare: () => t("Cumulative share"),
};

export const derivedFormulas: Readonly<Record<DerivedId, () => string>> = {
  shrinkage: () => t("rate × weight decay"),
  updateSize: () => t("rate / temperature"),
  effectiveRate: () => t("rate / (1 − momentum)"),
  cumulativeShare: () => t("sum of the rates so far / all"),
};
