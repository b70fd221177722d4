import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { knownRate, parameter } from "./support/rate";
import { looksLikeLargerUnit } from "./stepsLookLikeEpochs";
import { sources } from "./support/sources";

/** A rate that has halved this often long before the end was meant to be multiplied each epoch. */
const HALVINGS = 20;

export const decayPerStepNotEpoch: Rule = {
  id: "decay-per-step-not-epoch",
  counts: "updates",
  severity: "warning",
  title: t("Decay factor applied every step"),
  why: t(
    "A factor of 0.95 is a usual one for an epoch; applied at every step it halves the rate each 14 steps and ends the training there.",
  ),
  source: sources.wrongUnit,
  check(context) {
    const { schedule } = context;
    const rate = knownRate(context);
    if (rate === undefined) return [];
    return rate.track.phases.flatMap((phase) => {
      const [factor, every] = [
        parameter(context, phase, "factor"),
        parameter(context, phase, "every"),
      ];
      const steps = phase.end - phase.start;
      if (phase.kind !== "exponential" && phase.kind !== "step") return [];
      if (looksLikeLargerUnit(context, phase)) return [];
      if (typeof factor !== "number" || typeof every !== "number" || !(factor > 0 && factor < 1))
        return [];
      const halving = (every * Math.log(0.5)) / Math.log(factor);
      if (halving * HALVINGS >= steps / 2) return [];
      const epoch = schedule.time.stepsPerEpoch;
      const path = [...phase.path, "every"];
      const fix = { type: "set", path, value: `${every} epoch${every === 1 ? "" : "s"}` } as const;
      const sensible = epoch !== undefined && halving * epoch * 2 > steps / HALVINGS;
      const interval = every === 1 ? t("every step") : t`every ${every} steps`;
      return [
        {
          path,
          message: t`Multiplied by ${formatNumber(factor)} ${interval}, the rate halves each ${formatNumber(halving, 2)} steps: after ${formatNumber(halving * HALVINGS, 3)} of ${formatNumber(steps)} steps a millionth is left.`,
          fixes: sensible
            ? [
                {
                  title:
                    every === 1 ? t("Multiply every epoch") : t`Multiply every ${every} epochs`,
                  preferred: true,
                  changes: [fix],
                },
              ]
            : [],
        },
      ];
    });
  },
};
