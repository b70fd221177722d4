import { lengthLike } from "./support/phasePlans";
import { formatCount } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { knownRate, parameter } from "./support/rate";
import type { PhaseSpan } from "../schedule/schedule";
import { sources } from "./support/sources";

export const restartNeverHappens: Rule = {
  id: "restart-never-happens",
  counts: "steps",
  severity: "warning",
  title: t("Restart that never happens"),
  why: t(
    "A first period as long as the phase is one plain cosine, and a longer one does not even finish; schedulers with restarts are often run so by mistake.",
  ),
  source: sources.restartNever,
  check(context) {
    const rate = knownRate(context);
    return (rate?.track.phases ?? []).flatMap((phase) => {
      if (phase.kind !== "cosineRestarts" || phase.length < 2) return [];
      if (phase.curve.breakpoints(0, phase.length, 1).length > 0) return [];
      return [
        {
          path: [...phase.path, "period"],
          message: t`The first period does not end before the phase does (${formatCount(phase.length)} steps), so there is no restart.`,
          fixes: fixes(context, phase),
        },
      ];
    });
  },
};

/** Two cycles, the second longer by the growth that is given. */
function fixes(context: RuleContext, phase: PhaseSpan): FixPlan[] {
  const growth = parameter(context, phase, "periodGrowth");
  const parts = 1 + (typeof growth === "number" ? growth : 1);
  const steps = Math.ceil(phase.length / parts);
  const value = lengthLike(parameter(context, phase, "period"), steps, context);
  const path = [...phase.path, "period"];
  return [
    { title: t("Let it restart once"), preferred: true, changes: [{ type: "set", path, value }] },
  ];
}
