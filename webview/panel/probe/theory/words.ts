import { t } from "../../../../src/core/text/words";

/** The words of the exact loss; they come with its code. */
export const theoryWords = {
  chart: () => t("Exact expected loss on the task Canyon, by direction"),
  intro: (steps: string) =>
    t("Exact, without training: the mean over all noise after each of {0} probe steps.", steps),
  end: (loss: string) => t("At the end: {0}.", loss),
  diverges: (step: string) => t("Diverges: from step {0} on over 1000 times its start.", step),
  unknown: (optimizer: string) =>
    t("Known exactly for SGD with or without momentum, not for {0}.", optimizer),
  total: () => t("all directions"),
  direction: (curvature: string) => t("curvature {0}", curvature),
} as const;
