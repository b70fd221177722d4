import { formatNumber } from "../text/format";
import { t } from "../text/words";
import { resolveDuration } from "../schedule/durations";
import type { Finding, Rule } from "./rule";
import { knownRate, parameter } from "./support/rate";
import { sources } from "./support/sources";

export const dropAtFirstStep: Rule = {
  id: "drop-at-first-step",
  severity: "warning",
  title: t("Drop before the first step"),
  why: t(
    "A milestone at 0 drops the rate before the phase has begun, so that the value it is written to start from is never used.",
  ),
  source: sources.milestones,
  check(context) {
    return (knownRate(context)?.track.phases ?? []).flatMap((phase): Finding[] => {
      const at = parameter(context, phase, "at");
      if (phase.kind !== "multiStep" || !Array.isArray(at)) return [];
      const index = at.findIndex((place: unknown) => {
        if (typeof place !== "number" && typeof place !== "string") return false;
        const resolved = resolveDuration(place, context.schedule.time);
        return "steps" in resolved && resolved.exact === 0;
      });
      if (index < 0) return [];
      const path = [...phase.path, "at", index];
      const byFactor = parameter(context, phase, "values") === undefined;
      return [
        {
          path,
          message: t`The phase begins at ${formatNumber(phase.curve.at(0))}, after the drop at its step 0.`,
          fixes:
            byFactor && at.length > 1
              ? [
                  {
                    title: t("Remove the milestone"),
                    preferred: true,
                    changes: [{ type: "remove", path }],
                  },
                ]
              : [],
        },
      ];
    });
  },
};
