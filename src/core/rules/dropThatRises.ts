import { formatExact, formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { knownRate, parameter } from "./support/rate";
import { sources } from "./support/sources";

export const dropThatRises: Rule = {
  id: "drop-that-rises",
  severity: "warning",
  title: t("Drop by a factor above 1"),
  why: t(
    "The rate is multiplied by the factor, not divided: a drop to a tenth is a factor of 0.1, and 10 makes ten times as much of it each time.",
  ),
  source: sources.milestones,
  check(context) {
    return (knownRate(context)?.track.phases ?? []).flatMap((phase) => {
      const factor = parameter(context, phase, "factor");
      if (phase.kind !== "step" && phase.kind !== "multiStep") return [];
      if (typeof factor !== "number" || factor <= 1) return [];
      const path = [...phase.path, "factor"];
      const value = Number((1 / factor).toPrecision(3));
      const { max } = phase.curve.extremes(0, Math.max(0, phase.length - 1));
      return [
        {
          path,
          message: t`Each drop multiplies the rate by ${formatNumber(factor)}; it goes up to ${formatNumber(max)}.`,
          fixes: [
            {
              title: t`Write ${formatExact(value)}`,
              preferred: true,
              changes: [{ type: "set" as const, path, value }],
            },
          ],
        },
      ];
    });
  },
};
