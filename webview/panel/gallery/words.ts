import { t } from "../../../src/core/text/words";

/** The words of the gallery, which are loaded with it alone. */
export const galleryWords = {
  gallery: () => t("Templates"),
  closeGallery: () => t("Close the templates"),
  galleryHelp: () => t("Click a recipe to create a schedule from it."),
  galleryDone: () => t("Done."),
  galleryLength: () => t("Length of the run"),
  galleryDurations: () => t("Lengths of its phases"),
  galleryTarget: () => t("Make it"),
  fitNumber: {
    steps: () => t("Steps"),
    epochs: () => t("Epochs"),
    stepsPerEpoch: () => t("Steps of an epoch"),
    samples: () => t("Samples of the data set"),
    batchSize: () => t("Batch on a device"),
    devices: () => t("Devices"),
    accumulate: () => t("Batches added up"),
  },
  stepsInAll: (each: string, all: string) => t("{0} steps an epoch, {1} in all", each, all),
  positiveNumber: () => t("Enter a number greater than 0."),
  fitLength: {
    published: () => t("As published"),
    data: () => t("My run, by its data"),
    epochs: () => t("My run, in epochs"),
    steps: () => t("My run, in steps"),
  },
  fitDurations: {
    scale: () => t("Scale with the run"),
    keep: () => t("Keep as published"),
  },
  fitTarget: {
    json: () => t("A new JSON file"),
    typescript: () => t("A new TypeScript file"),
    insert: () => t("A part of this file"),
  },
};
