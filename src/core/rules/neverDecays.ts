import { CYCLES } from "../schedule/kinds/traits";
import { ownEnd } from "../facts/phase";
import { type Warmup, rises, warmupOf } from "../facts/warmup";
import { formatNumber, formatShare } from "../text/format";
import { t } from "../text/words";
import { riseOf } from "./floorAboveStart";
import { isHigh } from "./highConstantRate";
import type { Rule, RuleContext } from "./rule";
import { decayAtTheEnd, isFlat } from "./support/flatness";
import { type KnownTrack, blame, knownRate } from "./support/rate";
import { sources } from "./support/sources";

/** A run that ends above this share of its peak has not decayed. */
const DECAYED = 0.9;

export const neverDecays: Rule = {
  id: "never-decays",
  severity: "information",
  title: t("Rate that never decays"),
  why: t(
    "The last iterate is best when the rate falls towards zero at the end; a decay over the last 10 to 20% is usually enough.",
  ),
  source: sources.defazio,
  check(context) {
    const rate = knownRate(context);
    if (rate === undefined || rate.last < DECAYED * rate.written || said(context, rate)) return [];
    const last = rate.track.phases.at(-1);
    if (last === undefined || CYCLES.has(last.kind)) return [];
    const rising = rises(last);
    const message = rising
      ? t`The rate rises to ${formatNumber(rate.last)} at the last step. A range test ends so; a training does not.`
      : t`The last update still has ${formatShare(rate.last / rate.written)} of the peak rate.`;
    const fixes = rising && rate.track.phases.length === 1 ? [] : decayAtTheEnd(context, rate);
    return [{ path: blame(context, last, "value", "to", "from"), message, fixes }];
  },
};

/** Said already, and better, by the rule on long warmups, high constant rates or federated runs. */
function said(context: RuleContext, rate: KnownTrack): boolean {
  const warmup = warmupOf(context.schedule);
  const last = rate.track.phases.at(-1);
  // What the run cuts off is told of where it is written too long.
  if (last && ownEnd(last) > rate.length) return true;
  if (riseOf(context, rate) !== undefined) return true;
  if (warmup && (warmup.end > rate.length || cutsOff(warmup, rate))) return true;
  if ((context.schedule.time.stepsPerRound ?? 1) > 1) return true;
  return isFlat(rate, warmup?.end ?? 0) && isHigh(context, rate);
}

/** The warmup leaves no steps for the phases after it. */
const cutsOff = ({ end, phases, track }: Warmup, { length }: KnownTrack): boolean =>
  end === length && phases.length < track.phases.length;
