import { formatNumber, formatShare } from "../text/format";
import type { Rule } from "./rule";
import { knownRate, knownTrack, roundValue } from "./support/rate";
import { sources } from "./support/sources";

const FADED = 0.08;

export const augmentationNotInStep: Rule = {
  id: "augmentation-not-in-step",
  severity: "hint",
  title: "Augmentation that does not move with the rate",
  why: "As the rate decays the noise of training fades with it; augmentation that follows the rate's inverse keeps the regularisation at its level. Against it speaks that the last, finest updates then see the most distorted inputs: in the probe augmentation the follower was never better than a constant of the same mean, and an intensity that falls with the rate was as good or better.",
  source: sources.noisyQuadratic,
  check(context) {
    const [rate, augmentation] = [knownRate(context), knownTrack(context, "augmentation")];
    if (
      rate === undefined ||
      augmentation === undefined ||
      augmentation.track.follows !== undefined
    )
      return [];
    const { min, max } = augmentation.track.curve.extremes(0, augmentation.length - 1);
    if (max - min > 0.01 * max) return [];
    const start = Math.floor(rate.length * 0.9);
    const late = rate.track.curve.sum(start, rate.length) / (rate.length - start) / rate.peak.value;
    if (!(late < FADED)) return [];
    const value = {
      follow: "learningRate",
      relation: "constantProduct",
      product: roundValue(rate.peak.value * max),
      max: roundValue(max * 4),
    };
    return [
      {
        path: augmentation.track.path,
        message: `Augmentation stays at ${formatNumber(max)} while the rate falls to ${formatShare(late)} of its peak.`,
        fixes: [
          {
            title: "Let the augmentation rise as the rate falls",
            preferred: true,
            changes: [{ type: "set", path: ["augmentation"], value }],
          },
        ],
      },
    ];
  },
};
