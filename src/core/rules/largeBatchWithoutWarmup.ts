import { isSgd } from "../facts/optimizer";
import { formatCount, formatNumber } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { insertWarmup } from "./support/phasePlans";
import { type KnownTrack, blame, knownRate, roundSteps, roundValue } from "./support/rate";
import { sources } from "./support/sources";

/** Goyal et al. need their warmup from a thousand samples on; at 256 they need none. */
const LARGE = 1024;
/** Linear scaling starts from 0.1 for 256 samples; less than half of that is cautious already. */
const PER_SAMPLE = 0.1 / 256 / 2;
const EPOCHS = 5;

export const largeBatchWithoutWarmup: Rule = {
  id: "large-batch-without-warmup",
  counts: "updates",
  severity: "warning",
  title: t("Rate scaled to a large batch, without warmup"),
  why: t(
    "The rule that k times the batch bears k times the rate does not hold while the network changes fast, at its beginning: large batches are trained with a gradual warmup over the first 5 epochs.",
  ),
  source: sources.linearScaling,
  check(context) {
    const rate = knownRate(context);
    const { samplesPerStep } = context.schedule.time;
    if (rate === undefined || samplesPerStep === undefined || samplesPerStep < LARGE) return [];
    if (!isSgd(context.schedule)) return [];
    const early = rate.track.curve.extremes(0, Math.min(9, rate.length - 1)).max;
    if (early < rate.peak.value / 2 || early < PER_SAMPLE * samplesPerStep) return [];
    const [first] = rate.track.phases;
    return [
      {
        path: first ? blame(context, first, "from", "value", "peak") : rate.track.path,
        message: t`The rate is ${formatNumber(early)} from the first update of ${formatCount(samplesPerStep)} samples on.`,
        fixes: fixes(context, rate),
      },
    ];
  },
};

function fixes(context: RuleContext, { track, length }: KnownTrack): FixPlan[] {
  const { stepsPerEpoch = length / 20 } = context.schedule.time;
  const steps = roundSteps(Math.min(EPOCHS * stepsPerEpoch, length / 10));
  const start = track.curve.at(0);
  const changes = insertWarmup(context, track, roundValue(start / 10), start, steps);
  if (changes === undefined || steps < 10) return [];
  const title = t`Put a linear warmup of ${formatCount(steps)} steps before it`;
  return [{ title, preferred: true, changes }];
}
