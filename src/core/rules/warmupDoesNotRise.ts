import { warmingTrack } from "../facts/warmup";
import { endValue, firstValue, lengthOf } from "../facts/phase";
import { RAMPS } from "../schedule/kinds/traits";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import type { PhaseSpan } from "../schedule/schedule";
import { blame, knownRate, parameter, roundValue } from "./support/rate";
import { sources } from "./support/sources";

const LONGEST = 0.2;

export const warmupDoesNotRise: Rule = {
  id: "warmup-does-not-rise",
  severity: "warning",
  title: t("Warmup that does not rise"),
  why: t(
    "A first phase that starts where it ends holds the full rate from the first update on, as if there were no warmup; schedulers named “constant” pass over their warmup in the same way.",
  ),
  source: sources.constantWithWarmup,
  check(context) {
    const rate = knownRate(context);
    const [first, next] = warmingTrack(context.schedule)?.phases ?? [];
    if (rate === undefined || first === undefined || next === undefined) return [];
    if (!RAMPS.has(first.kind) || lengthOf(first) < 2 || lengthOf(first) > LONGEST * rate.length)
      return [];
    const [start, end] = [firstValue(first), endValue(first)];
    if (!(start > 0) || Math.abs(end - start) > 1e-3 * start) return [];
    return [
      {
        path: blame(context, first, "from", "to"),
        message: t`The first phase starts and ends at ${formatNumber(start)}: it warms nothing up.`,
        fixes: fixes(context, first),
      },
    ];
  },
};

function fixes(context: RuleContext, first: PhaseSpan): FixPlan[] {
  const value = roundValue(endValue(first) / lengthOf(first));
  if (parameter(context, first, "from") === undefined || !(value > 0)) return [];
  const change = { type: "set", path: [...first.path, "from"], value } as const;
  const title = t`Start at ${formatNumber(value)}, a step's worth of the rise`;
  return [{ title, preferred: true, changes: [change] }];
}
