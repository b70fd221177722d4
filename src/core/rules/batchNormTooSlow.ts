import { firstAtLeast, lastAbove } from "../facts/peak";
import { formatCount, formatNumber } from "../text/format";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { type KnownTrack, knownRate, knownTrack, roundValue } from "./support/rate";
import { plainAt } from "../facts/plain";
import { sources } from "./support/sources";

/** Below this share of the peak rate the weights, and with them the statistics, hardly move. */
const MOVING = 0.01;
/** The statistics should follow within a tenth of the time in which the weights move. */
const SHARE = 0.1;

export const batchNormTooSlow: Rule = {
  id: "batch-norm-too-slow",
  counts: "updates",
  severity: "warning",
  title: "Running statistics too slow for the rate",
  why: "The running mean lags behind the weights by about 1 / momentum updates; where that is a good part of the training, evaluation uses statistics of a network that no longer exists. In the probe batchNorm a momentum ∝ rate^⅔ kept the statistics nearest to the exact ones; the evaluation loss hardly differed, and the training loss cannot.",
  source: sources.batchNorm,
  check(context) {
    const [rate, momentum] = [knownRate(context), knownTrack(context, "batchNormMomentum")];
    if (rate === undefined || momentum === undefined) return [];
    const moving = stepsOfMotion(rate);
    const { min } = momentum.track.curve.extremes(
      moving.first,
      Math.max(moving.first, moving.end - 1),
    );
    const limit = 1 / (SHARE * (moving.end - moving.first));
    if (!(min > 0) || min >= limit) return [];
    return [
      {
        path: momentum.track.path,
        message: `At a momentum of ${formatNumber(min)} the running statistics average over ${formatCount(1 / min)} updates, more than a tenth of the ${formatCount(moving.end - moving.first)} in which the rate moves the weights.`,
        fixes: fixes(context, limit),
      },
    ];
  },
};

function stepsOfMotion({ track, length, peak }: KnownTrack): { first: number; end: number } {
  const level = peak.value * MOVING;
  const first = firstAtLeast(track, length, level);
  return { first, end: Math.max(first + 1, lastAbove(track, length, level)) };
}

function fixes(context: RuleContext, limit: number): FixPlan[] {
  const written = plainAt(context.definition, ["batchNormMomentum"]);
  const least = Math.min(1, roundValue(Math.max(limit * 1.01, 0.01)));
  const follower = typeof written === "object" && written !== null && "follow" in written;
  const path = follower ? ["batchNormMomentum", "min"] : ["batchNormMomentum"];
  const title = follower ? `Let it not fall below ${least}` : `Set to ${least}`;
  return [{ title, preferred: true, changes: [{ type: "set", path, value: least }] }];
}
