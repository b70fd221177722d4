import { decouplesWeightDecay } from "../facts/optimizer";
import { formatCount, formatNumber } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule } from "./rule";
import { knownRate, roundValue } from "./support/rate";
import { sources } from "./support/sources";
import { type ConstantDecay, constantDecay } from "./support/weightDecay";

export const adamwTimescale: Rule = {
  id: "adamw-timescale",
  counts: "updates",
  severity: "information",
  title: t("AdamW's averaging time outside the run"),
  why: t(
    "AdamW's weights are a moving average of updates over 1 / (rate · decay) steps: longer than the run, the decay hardly acts; shorter than an epoch, the weights forget what they saw in it.",
  ),
  source: sources.timescale,
  check(context) {
    const { schedule } = context;
    const rate = knownRate(context);
    const decay = constantDecay(context);
    if (rate === undefined || decay === undefined) return [];
    if (!decouplesWeightDecay(schedule)) return [];
    const mean = rate.track.curve.sum(0, rate.length) / rate.length;
    const timescale = 1 / (mean * decay.value);
    const epoch = schedule.time.stepsPerEpoch ?? 0;
    if (timescale >= epoch && timescale <= rate.length) return [];
    const bound =
      timescale < epoch
        ? t`shorter than an epoch of ${formatCount(epoch)}`
        : t`longer than the run of ${formatCount(rate.length)}`;
    return [
      {
        path: decay.path,
        message: t`1 / (mean rate · weight decay) = ${formatCount(timescale)} steps, ${bound}.`,
        fixes: fixes(decay, mean, rate.length, epoch),
      },
    ];
  },
};

/** A timescale between an epoch and the run: their geometric mean, or a fifth of the run. */
function fixes({ path }: ConstantDecay, mean: number, run: number, epoch: number): FixPlan[] {
  const target = epoch > 0 && epoch < run ? Math.sqrt(epoch * run) : run / 5;
  const value = roundValue(1 / (mean * target));
  if (!Number.isFinite(value) || value >= 1) return [];
  const change = { type: "set", path, value } as const;
  return [
    {
      title: t`Set weight decay to ${formatNumber(value)} (${formatCount(target)} steps)`,
      preferred: true,
      changes: [change],
    },
  ];
}
