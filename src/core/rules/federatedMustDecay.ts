import { warmupOf } from "../facts/warmup";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { decayAtTheEnd, isFlat } from "./support/flatness";
import { blame, knownRate } from "./support/rate";
import { sources } from "./support/sources";

export const federatedMustDecay: Rule = {
  id: "federated-must-decay",
  severity: "information",
  title: t("Federated training at a constant rate"),
  why: t(
    "With several local steps a round and clients that differ, federated averaging at a constant rate converges to a point away from the optimum, by an amount in proportion to the rate.",
  ),
  source: sources.fedAvg,
  check(context) {
    const rate = knownRate(context);
    const { stepsPerRound } = context.schedule.time;
    if (rate === undefined || stepsPerRound === undefined || stepsPerRound < 2) return [];
    const last = rate.track.phases.at(-1);
    if (last === undefined || !isFlat(rate, warmupOf(context.schedule)?.end ?? 0)) return [];
    return [
      {
        path: blame(context, last, "value", "from"),
        message: t`The rate stays at ${formatNumber(rate.last)} over all rounds of ${stepsPerRound} local steps; it must decay for the rounds to converge.`,
        fixes: decayAtTheEnd(context, rate),
      },
    ];
  },
};
