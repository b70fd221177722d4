import { plainAt } from "../facts/plain";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { knownRate, roundValue } from "./support/rate";
import { sources } from "./support/sources";

export const plateauNeverReduces: Rule = {
  id: "plateau-never-reduces",
  severity: "error",
  title: t("Plateau rule whose floor is not below the rate"),
  why: t(
    "The rate is never reduced below `min`, so a floor at or above the planned rate switches the rule off.",
  ),
  source: sources.plateauDead,
  check(context) {
    const rate = knownRate(context);
    const path = ["onPlateau", "min"];
    const min = plainAt(context.definition, path);
    if (rate === undefined || typeof min !== "number" || min < rate.peak.value) return [];
    const value = roundValue(rate.peak.value / 1000);
    return [
      {
        path,
        message: t`The floor of ${formatNumber(min)} is not below the highest rate of ${formatNumber(rate.peak.value)}, so the rate is never reduced.`,
        fixes: [
          {
            title: t`Set the floor to ${formatNumber(value)}`,
            preferred: true,
            changes: [{ type: "set", path, value }],
          },
        ],
      },
    ];
  },
};
