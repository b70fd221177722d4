import { endValue, firstValue } from "../facts/phase";
import { formatCount, formatShare } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { newRoundLength } from "./support/phasePlans";
import { blame, knownRate } from "./support/rate";
import { sources } from "./support/sources";

/** MiniCPM finds 10% of the run enough and 2.5% too little. */
const SHORTEST = 0.05;

export const cooldownTooShort: Rule = {
  id: "cooldown-too-short",
  counts: "steps",
  severity: "information",
  title: t("Cooldown of less than 5% of the run"),
  why: t(
    "After a long constant stage the loss falls during the cooldown; about 10% of the run is enough for all of that fall, 2.5% is not.",
  ),
  source: sources.minicpm,
  check(context) {
    const rate = knownRate(context);
    const [stable, decay] = rate?.track.phases.slice(-2) ?? [];
    if (rate === undefined || stable === undefined || decay === undefined) return [];
    const isStable =
      (stable.kind === "constant" || stable.kind === "hold") && stable.length >= 0.3 * rate.length;
    if (!isStable || decay.length >= SHORTEST * rate.length || decay.length < 1) return [];
    if (endValue(decay) > 0.5 * firstValue(decay) || firstValue(decay) < 0.5 * rate.peak.value)
      return [];
    const { change, text } = newRoundLength(context, decay, Math.round(rate.length / 10));
    return [
      {
        path: blame(context, decay, "for"),
        message: t`The rate falls only in the last ${formatCount(decay.length)} steps, ${formatShare(decay.length / rate.length)} of the run.`,
        fixes: [
          {
            title: t`Cool down over ${text}, a tenth of the run`,
            preferred: true,
            changes: [change],
          },
        ],
      },
    ];
  },
};
