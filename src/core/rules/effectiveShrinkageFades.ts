import { decouplesWeightDecay } from "../facts/optimizer";
import { formatShare } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule } from "./rule";
import { type KnownTrack, knownRate, roundValue } from "./support/rate";
import { sources } from "./support/sources";
import { type ConstantDecay, constantDecay, replaceDecay } from "./support/weightDecay";

/** Mean rate · decay over the last tenth of the run, against its peak. */
const FADED = 0.08;

export const effectiveShrinkageFades: Rule = {
  id: "effective-shrinkage-fades",
  severity: "information",
  title: t("Weight decay that fades with the rate"),
  why: t(
    "Decoupled weight decay shrinks the weights by rate · decay each update, so that a fixed decay stops acting when the rate has decayed. A decay that rises as 1 / rate keeps acting, but needs a cap: near a rate of 0 it pulls the weights to 0. In the probe weightDecay it did better than no decay and no better than a tuned constant, so this is a choice, not a fault.",
  ),
  source: sources.adamw,
  check(context) {
    const rate = knownRate(context);
    const decay = constantDecay(context);
    if (rate === undefined || decay === undefined || !decouplesWeightDecay(context.schedule))
      return [];
    // A decay that hardly acts at the peak (adamw-timescale) has nothing to lose.
    if (rate.track.curve.sum(0, rate.length) * decay.value < 1) return [];
    const start = Math.floor(rate.length * 0.9);
    const late = rate.track.curve.sum(start, rate.length) / (rate.length - start) / rate.peak.value;
    if (!(late < FADED)) return [];
    return [
      {
        path: decay.path,
        message: t`In the last tenth of the run rate · decay is on average ${formatShare(late)} of what it is at the peak.`,
        fixes: fixes(rate, decay),
      },
    ];
  },
};

function fixes({ peak }: KnownTrack, decay: ConstantDecay): FixPlan[] {
  const value = {
    follow: "learningRate",
    relation: "constantProduct",
    product: roundValue(peak.value * decay.value),
    max: roundValue(decay.value * 10),
  };
  return [
    {
      title: t("Let the weight decay hold rate · decay constant"),
      preferred: true,
      changes: [replaceDecay(decay, value)],
    },
  ];
}
