import { formatNumber, formatShare } from "../text/format";
import { t } from "../text/words";
import type { NewValue } from "../edit/change";
import type { FixPlan, Rule } from "./rule";
import { type KnownTrack, knownRate, knownTrack, roundValue } from "./support/rate";
import { sources } from "./support/sources";

const FADED = 0.08;

export const augmentationNotInStep: Rule = {
  id: "augmentation-not-in-step",
  severity: "information",
  title: t("Augmentation that does not move with the rate"),
  why: t(
    "As the rate decays the noise of training fades with it; augmentation that rises as the rate falls keeps the regularisation at its level. Against it speaks that the last, finest updates then see the most distorted inputs: in PyTorch (16 seeds, 4 settings) and in the probe augmentation (32 seeds, half of them fresh) the rising one was never better than a constant of the same mean; in PyTorch one that falls as the root of the rate was best. Both are offered, the measured one first.",
  ),
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
    return [
      {
        path: augmentation.track.path,
        message: t`Augmentation stays at ${formatNumber(max)} while the rate falls to ${formatShare(late)} of its peak.`,
        fixes: [falling(rate, max), rising(rate, max)],
      },
    ];
  },
};

const POINTS = 256;

/** Mean of (rate / peak)^½ over the run. */
function meanRoot({ track, length, peak }: KnownTrack): number {
  const shares = Array.from({ length: POINTS }, (_, i) =>
    Math.sqrt(Math.max(0, track.curve.at(Math.floor((length * (i + 0.5)) / POINTS)) / peak.value)),
  );
  return shares.reduce((sum, share) => sum + share, 0) / POINTS;
}

/** What was best in the probe: the same mean, falling as the root of the rate. */
const falling = (rate: KnownTrack, intensity: number): FixPlan =>
  plan(t("Let the augmentation fall with the rate, at the same mean"), true, {
    follow: "learningRate",
    relation: "power",
    exponent: 0.5,
    reference: {
      learningRate: roundValue(rate.peak.value),
      value: roundValue(intensity / meanRoot(rate)),
    },
  });

/** What the literature proposes. */
const rising = (rate: KnownTrack, intensity: number): FixPlan =>
  plan(t("Let the augmentation rise as the rate falls"), false, {
    follow: "learningRate",
    relation: "constantProduct",
    product: roundValue(rate.peak.value * intensity),
    max: roundValue(intensity * 4),
  });

const plan = (title: string, preferred: boolean, value: NewValue): FixPlan => ({
  title,
  ...(preferred && { preferred }),
  changes: [{ type: "set", path: ["augmentation"], value }],
});
