import { isAdaptive, isSgd } from "../facts/optimizer";
import { warmupOf } from "../facts/warmup";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule, RuleContext } from "./rule";
import { decayAtTheEnd, isFlat } from "./support/flatness";
import { type KnownTrack, blame, knownRate } from "./support/rate";
import { sources } from "./support/sources";

/** Adam's default; constant above it, no published recipe trains to the end. */
const ADAM_LIMIT = 1e-3;
/** rate / (1 − momentum): half of what 0.1 with momentum 0.9 gives, from which recipes decay. */
const SGD_LIMIT = 0.5;

export const highConstantRate: Rule = {
  id: "high-constant-rate",
  severity: "warning",
  title: t("High constant rate without decay"),
  why: t(
    "At a constant rate the loss stops falling at a noise floor that grows with the rate: half the sum of rate · noise / (2 − rate · curvature) over all directions.",
  ),
  source: sources.noisyQuadratic,
  check(context) {
    const rate = knownRate(context);
    if (rate === undefined || !isFlat(rate, warmupOf(context.schedule)?.end ?? 0)) return [];
    const excess = describeExcess(context, rate);
    const last = rate.track.phases.at(-1);
    if (excess === undefined || last === undefined) return [];
    return [
      {
        path: blame(context, last, "value", "from"),
        message: t`The rate stays at ${formatNumber(rate.last)} to the end; ${excess}. Let it decay.`,
        fixes: decayAtTheEnd(context, rate),
      },
    ];
  },
};

/** True of this rule's findings; the milder rule on missing decay keeps silent there. */
export const isHigh = (context: RuleContext, rate: KnownTrack): boolean =>
  describeExcess(context, rate) !== undefined;

function describeExcess({ schedule }: RuleContext, rate: KnownTrack): string | undefined {
  if (isAdaptive(schedule)) {
    const limit = formatNumber(ADAM_LIMIT);
    return rate.last > ADAM_LIMIT * (1 + 1e-9) ? t`above ${limit} Adam does not settle` : undefined;
  }
  if (!isSgd(schedule)) return undefined;
  const momentum =
    schedule.tracks.get("momentum")?.curve.at(rate.length - 1) ?? schedule.optimizer?.momentum ?? 0;
  const effective = rate.last / (1 - momentum);
  if (!(effective >= SGD_LIMIT * (1 - 1e-9)) || !Number.isFinite(effective)) return undefined;
  return t`with a momentum of ${formatNumber(momentum)} each gradient moves the weights by ${formatNumber(effective)} times itself in all`;
}
