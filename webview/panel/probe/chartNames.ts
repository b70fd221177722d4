import { PERMUTED, REINITIALISED, retrainedWith } from "../../../src/probe/tasks/lottery/names";
import { t } from "../../../src/core/text/words";
import { words } from "../strings";

const CHARTS: Readonly<Record<string, () => string>> = {
  loss: words.loss,
  accuracy: () => t("Accuracy"),
  gradientNorm: () => t("Gradient norm"),
  gradientCosine: () => t("Cosine of successive gradients"),
  sharpness: () => t("Sharpness"),
  speedLimit: () => t("Speed limit"),
  updateNorm: () => t("Size of an update"),
  exactStatisticsLoss: () => t("Loss with exact statistics"),
  statisticsMismatch: () => t("Mismatch of running statistics"),
  weightNorm: () => t("Norm of the weights"),
  alignment: () => t("Alignment of the views"),
  uniformity: () => t("Uniformity on the sphere"),
  memorised: () => t("Wrong labels learned by heart"),
  fittedRight: () => t("Right labels learned"),
  factorWrong: () => t("Mean factor of wrong labels"),
  factorRight: () => t("Mean factor of right labels"),
  clientDrift: () => t("Distance of the clients from their mean"),
  [REINITIALISED]: () => t("Ticket's mask, other initial weights"),
  [PERMUTED]: () => t("Ticket's mask, shuffled"),
  excessLoss1: () => t("Loss above the Bayes floor, least noise"),
  excessLoss2: () => t("Loss above the Bayes floor, second fifth"),
  excessLoss3: () => t("Loss above the Bayes floor, middle fifth"),
  excessLoss4: () => t("Loss above the Bayes floor, fourth fifth"),
  excessLoss5: () => t("Loss above the Bayes floor, most noise"),
};
const UPDATE_RATIO = "updateRatio: ";

/** Of a series of a run, whose names are loaded with what draws it. */
export function chartName(id: string): string {
  const schedule = retrainedWith(id);
  if (schedule !== undefined)
    return t("Ticket, trained again with schedule {0}", String(schedule + 1));
  if (id.startsWith(UPDATE_RATIO)) return t("Update ratio, {0}", id.slice(UPDATE_RATIO.length));
  return Object.hasOwn(CHARTS, id) ? (CHARTS[id]?.() ?? id) : id;
}
