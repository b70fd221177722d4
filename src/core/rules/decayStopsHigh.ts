import { endValue, firstValue } from "../facts/phase";
import { RAMPS } from "../schedule/kinds/traits";
import type { PhaseSpan } from "../schedule/schedule";
import { formatNumber, formatShare, writtenShare } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { blame, knownRate, parameter } from "./support/rate";
import { sources } from "./support/sources";

/** Published decays end at 20% of the peak or below; at 90% nothing was meant to decay. */
const LEAST = 0.2;
const MOST = 0.9;

export const decayStopsHigh: Rule = {
  id: "decay-stops-high",
  severity: "information",
  title: t("Decay that stops far above zero"),
  why: t(
    "A decay that leaves more than a fifth of the peak keeps most of the noise of training; a floor is an absolute value here, and a share of the peak is written as a percentage.",
  ),
  source: sources.floorUnit,
  check(context) {
    const rate = knownRate(context);
    const last = rate?.track.phases.at(-1);
    if (rate === undefined || last === undefined || !RAMPS.has(last.kind)) return [];
    if (!(firstValue(last) > endValue(last)) || last.start + last.length > rate.length) return [];
    const share = rate.last / rate.written;
    if (share <= LEAST || share >= MOST) return [];
    return [
      {
        path: blame(context, last, "to", "factor", "kind"),
        message: t`The last update still has ${formatNumber(rate.last)}, ${formatShare(share)} of the peak rate of ${formatNumber(rate.written)}.`,
        fixes: fixes(context, last),
      },
    ];
  },
};

function fixes(context: RuleContext, last: PhaseSpan): FixPlan[] {
  const to = parameter(context, last, "to");
  const path = [...last.path, "to"];
  const plans: FixPlan[] = [];
  if (to === undefined) return plans;
  if (typeof to === "number" && to > 0 && to <= LEAST) {
    const value = writtenShare(to);
    const title = t`Write it as a share of the peak: "${value}"`;
    plans.push({ title, preferred: true, changes: [{ type: "set", path, value }] });
  }
  // A geometric curve never reaches zero.
  const zero = last.kind === "exponential" ? "1%" : 0;
  plans.push({
    title: zero === 0 ? t("Decay to 0") : t("Decay to 1% of the peak"),
    preferred: plans.length === 0,
    changes: [{ type: "set", path, value: zero }],
  });
  return plans;
}
