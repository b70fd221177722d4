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
  stepsPerEpoch: () => t("Steps of an epoch"),
  positiveNumber: () => t("Enter a number greater than 0."),
  fitLength: {
    published: () => t("As published"),
    steps: () => t("My run, in steps"),
    epochs: () => t("My run, in epochs"),
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
