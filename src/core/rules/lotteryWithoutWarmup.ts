import { isSgd } from "../facts/optimizer";
import { warmupOf } from "../facts/warmup";
import { formatCount, formatNumber } from "../text/format";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { insertWarmup } from "./support/phasePlans";
import { type KnownTrack, blame, knownRate, roundSteps, roundValue } from "./support/rate";
import { sources } from "./support/sources";

/** Frankle and Carbin find tickets at 0.01 without warmup, and at 0.03 only with one. */
const NEEDS_WARMUP = 0.03;

export const lotteryWithoutWarmup: Rule = {
  id: "lottery-without-warmup",
  severity: "information",
  title: "Lottery ticket at a high rate without warmup",
  why: "Pruning finds winning tickets in deep networks only at a low rate or after a warmup; at a rate of 0.03 or more from the start what is found trains no better than a random mask.",
  source: sources.lottery,
  check(context) {
    const rate = knownRate(context);
    if (rate === undefined || context.schedule.probe?.task !== "lottery") return [];
    if (!isSgd(context.schedule) || warmupOf(context.schedule) !== undefined) return [];
    const early = rate.track.curve.extremes(0, Math.min(9, rate.length - 1)).max;
    if (early < NEEDS_WARMUP) return [];
    const [first] = rate.track.phases;
    return [
      {
        path: first ? blame(context, first, "from", "value", "peak") : rate.track.path,
        message: `The search for the ticket trains at ${formatNumber(early)} from its first update on.`,
        fixes: fixes(context, rate),
      },
    ];
  },
};

function fixes(context: RuleContext, { track, length }: KnownTrack): FixPlan[] {
  const steps = roundSteps(length / 10);
  const start = track.curve.at(0);
  if (steps < 10) return [];
  const changes = insertWarmup(context, track, roundValue(start / steps), start, steps);
  if (changes === undefined) return [];
  const title = `Put a linear warmup of ${formatCount(steps)} steps before it`;
  return [{ title, preferred: true, changes }];
}
