import { decouplesWeightDecay } from "../facts/optimizer";
import { formatShare } from "../text/format";
import type { FixPlan, Rule } from "./rule";
import { type KnownTrack, knownRate, roundValue } from "./support/rate";
import { sources } from "./support/sources";

/** Mean rate · decay over the last tenth of the run, against its peak. */
const FADED = 0.08;

export const effectiveShrinkageFades: Rule = {
  id: "effective-shrinkage-fades",
  severity: "hint",
  title: "Weight decay that fades with the rate",
  why: "Decoupled weight decay shrinks the weights by rate · decay each update, so that a fixed decay stops acting when the rate has decayed.",
  source: sources.adamw,
  check(context) {
    const rate = knownRate(context);
    const { optimizer, tracks } = context.schedule;
    const decay = optimizer?.weightDecay ?? 0;
    if (
      rate === undefined ||
      decay <= 0 ||
      tracks.has("weightDecay") ||
      !decouplesWeightDecay(context.schedule)
    )
      return [];
    const start = Math.floor(rate.length * 0.9);
    const late = rate.track.curve.sum(start, rate.length) / (rate.length - start) / rate.peak.value;
    if (!(late < FADED)) return [];
    return [
      {
        path: ["optimizer", "weightDecay"],
        message: `In the last tenth of the run rate · decay is on average ${formatShare(late)} of what it is at the peak.`,
        fixes: fixes(rate, decay),
      },
    ];
  },
};

function fixes({ peak }: KnownTrack, decay: number): FixPlan[] {
  const value = {
    follow: "learningRate",
    relation: "constantProduct",
    product: roundValue(peak.value * decay),
    max: roundValue(decay * 10),
  };
  const change = { type: "insert", path: ["weightDecay"], value, after: "learningRate" } as const;
  return [
    {
      title: "Let the weight decay hold rate · decay constant",
      preferred: true,
      changes: [change],
    },
  ];
}
