import { formatCount, formatNumber, formatShare } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { type Motion, motionOf } from "./support/motion";
import { knownRate, knownTrack, roundValue } from "./support/rate";
import { plainAt } from "../facts/plain";
import { sources } from "./support/sources";

/** The statistics should average over no more than a tenth of the way that the weights go. */
const SHARE = 0.1;
/** Sums round. */
const ROUNDING = 1e-9;

export const batchNormTooSlow: Rule = {
  id: "batch-norm-too-slow",
  counts: "updates",
  severity: "information",
  title: t("Running statistics too slow for the rate"),
  why: t(
    "The running mean averages over about 1 / momentum updates; where the weights go a good part of their way in these, by the sum of the rates, evaluation uses statistics of a network that no longer exists. As the rate falls, so may the momentum: in the probe batchNorm a momentum ∝ rate^⅔ kept the statistics nearest to the exact ones. Against the trouble speaks that the evaluation loss hardly differed there, and the training loss cannot.",
  ),
  source: sources.batchNorm,
  check(context) {
    const [rate, momentum] = [knownRate(context), knownTrack(context, "batchNormMomentum")];
    if (rate === undefined || momentum === undefined) return [];
    const motion = motionOf(rate);
    const { curve } = momentum.track;
    const worst = worstLag(motion, (step) => curve.at(step));
    if (worst === undefined || worst.share <= SHARE + ROUNDING) return [];
    const value = curve.at(worst.step);
    return [
      {
        path: momentum.track.path,
        message: t`At the momentum of ${formatNumber(value)} at step ${formatCount(worst.step)} the running statistics average over ${formatCount(1 / value)} updates, in which the weights go ${formatShare(worst.share)} of their way by the sum of the rates; that should be a tenth at most.`,
        fixes: fixes(context, fastEnough(motion, rate.length), momentum.peak.value),
      },
    ];
  },
};

/** Where the statistics lag behind most; undefined where they stand still. */
function worstLag(
  motion: Motion,
  momentum: (step: number) => number,
): { step: number; share: number } | undefined {
  let worst = { step: 0, share: 0 };
  for (const end of motion.steps) {
    const step = Math.max(0, Math.ceil(end) - 1);
    const value = momentum(step);
    if (!(value > 0)) return undefined;
    const found = motion.share(end - 1 / value, end);
    if (found > worst.share) worst = { step, share: found };
  }
  return worst;
}

/** The least constant momentum that is fast enough everywhere, by bisection of its memory. */
function fastEnough(motion: Motion, length: number): number {
  let [enough, slow] = [1, length];
  for (let i = 0; i < 40 && slow - enough > 1e-3 * enough; i++) {
    const memory = (enough + slow) / 2;
    const lag = worstLag(motion, () => 1 / memory)?.share ?? 0;
    if (lag <= SHARE + ROUNDING) enough = memory;
    else slow = memory;
  }
  return 1 / enough;
}

function fixes(context: RuleContext, limit: number, peak: number): FixPlan[] {
  const written = plainAt(context.definition, ["batchNormMomentum"]);
  const least = Math.min(1, roundValue(Math.max(limit * 1.01, 0.01)));
  // A floor above all of a follower would leave nothing of it.
  const follower =
    typeof written === "object" && written !== null && "follow" in written && least < peak;
  const path = follower ? ["batchNormMomentum", "min"] : ["batchNormMomentum"];
  const title = follower ? t`Let it not fall below ${least}` : t`Set to ${least}`;
  return [{ title, preferred: true, changes: [{ type: "set", path, value: least }] }];
}
