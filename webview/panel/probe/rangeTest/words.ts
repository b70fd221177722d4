import { t } from "../../../../src/core/text/words";

/** The words of the range test; they come with its code. */
export const rangeWords = {
  recommended: (rate: string, method: string) => t("Recommended: {0}, {1}", rate, method),
  outOfProportion: (times: string, peak: string) =>
    t(
      "That is {0} times the peak of the definition, {1}. The probe trains something far smaller: take it as a hint about the shape, not as the rate of your network.",
      times,
      peak,
    ),
  rangeProgress: () => t("Range test progress"),
  rateAxis: () => t("Learning rate"),
  smoothedLoss: () => t("smoothed loss"),
  lossOfSeeds: () => t("loss of each seed"),
  rateMethod: {
    steepest: () => t("where the loss falls fastest"),
    valley: () => t("the middle of its longest descent"),
    minimum: () => t("a tenth of where it is lowest"),
  },
  suggestion: (method: string, rate: string) => t("{0}: {1}", rate, method),
  useAsPeak: (rate: string) => t("Use {0} as Peak", rate),
  peakWritten: (rate: string) => t("The peak of the rate is {0} now.", rate),
  noPeak: () =>
    t("No single number of the definition is the peak of this rate: change it in the text."),
  testing: (name: string) => t("Raising the rate of {0}…", name),
  tested: (name: string, from: string, to: string) =>
    t("{0}, its rate raised from {1} to {2}.", name, from, to),
  testedUntil: (name: string, from: string, end: string) =>
    t("{0}, its rate raised from {1} until the loss blew up at {2}.", name, from, end),
  didNotBlowUp: () => t("The loss did not blow up."),
  nothingToSuggest: () => t("It did not fall: there is nothing to suggest."),
  nothingTested: () => t("Nothing was tested."),
} as const;
