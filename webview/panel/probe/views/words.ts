import { t } from "../../../../src/core/text/words";

/** The words of what a task measures, which are loaded with its views alone. */
export const viewWords = {
  measuredPlots: () => t("What the task measures, by schedule"),
  measuredAtEnd: () => t("Measured (mean ± deviation over the seeds)"),
  plotOf: (name: string) => t("{0}: mean over the seeds by schedule, over the probe's steps", name),
  lossGap: () => t("Validation less training loss"),
  shrinkage: () => t("Rate × weight decay"),
  rateOverTemperature: () => t("Rate / temperature"),
  bestMomentum: () => t("Momentum: trained (lines) and measured best (dots)"),
  augmentationTrack: () => t("Augmentation"),
  rateTimesAugmentation: () => t("Rate × augmentation"),
  cleanLoss: () => t("Validation loss, without augmentation"),
  augmentedLoss: () => t("Training loss, augmented"),
  uniformityByAlignment: () => t("Uniformity by alignment, on the way to the dot"),
  linearProbe: () => t("Accuracy of a linear classifier on the embeddings"),
  pathOf: (name: string) => t("{0}: mean over the seeds by schedule, one over the other", name),
  lastFirstUpdate: () => t("Updates, last quarter over first"),
  updateRatioOf: (layer: number) => t("Update ratio, layer {0}, last fifth", String(layer)),
  stableCurvature: () => t("Curvature up to which late rounds are stable (staleness limit / rate)"),
  stalenessLimit: () => t("Greatest stable rate at the delay, over that without"),
  samplesOf: (name: string, seed: number, distance: string) =>
    t("{0}, seed {1}: generated points, distance to the data {2}", name, String(seed), distance),
  samplesCaption: () => t("Crosses: held-out data. Dots: points generated from noise."),
  sampleDistance: () => t("Sliced Wasserstein distance of generated points"),
  dataDistance: () => t("The same between two draws of the data"),
  ticketTable: () => t("Tickets: validation loss after training again"),
  ticketCaption: () =>
    t(
      "Mean ± deviation over the seeds; the lower, the deeper the colour. Framed: with the schedule that found the ticket, as both controls.",
    ),
  foundWith: () => t("Found with"),
  retrainedWith: (name: string) => t("Again with {0}", name),
  otherWeights: () => t("Other initial weights"),
  shuffled: () => t("Shuffled mask"),
  someDiverged: (spread: string, count: string) => t("{0}, {1} diverged", spread, count),
  ownTicket: () => t("Ticket, trained again with the schedule that found it"),
  wholeNetwork: () => t("Validation loss of the whole network"),
  keptOf: (layer: number) => t("Share kept of layer {0}", layer),
  landscapeMap: () => t("Map of the landscape with the way of every seed"),
  landscapeCaption: () =>
    t(
      "Contour lines of the loss, the way of every seed, and where it ends. A is the deepest place.",
    ),
  basins: () => t("Seeds ending in each basin"),
  basinAtEnd: () => t("Basin (loss, curvature)"),
  basin: (name: string, loss: string, curvature: string) =>
    t("{0} ({1}, {2})", name, loss, curvature),
  basinCurvature: () => t("Largest curvature there"),
  basinLoss: () => t("Loss at the bottom"),
  mistakes: () => t("Mistakes of all seeds"),
  allMistakes: () => t("All"),
  mistakeRank: (rank: number) => t("No. {0}", rank),
  takenFor: (of: number, takenFor: number, count: number) =>
    t("{0} read as {1}: {2}", of, takenFor, count),
  foldEnergies: () => t("Energies of the folds"),
  foldCaption: () =>
    t(
      "The best latest fold of each schedule: A filled, B hollow. A attracts A, and B more weakly B.",
    ),
  bestFold: (schedule: string, seed: number, energy: string) =>
    t("{0}, seed {1}: energy {2}", schedule, seed, energy),
  energy: () => t("Energy"),
  bestEnergy: () => t("Best of the seeds"),
  meanEnergy: () => t("Mean ± spread"),
  bestKnownEnergy: () => t("Best known in the literature"),
  shareOfBestKnown: () => t("Best, as a share of it"),
};
