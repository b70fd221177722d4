import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { knownRate, roundValue } from "./support/rate";
import { sources } from "./support/sources";

export const greedyCannotRaise: Rule = {
  id: "greedy-cannot-raise",
  severity: "warning",
  title: t("Greedy plateau rule whose ceiling is not above the rate"),
  why: t(
    "A greedy rule raises the rate while the loss goes on falling, but never above `max`; with a ceiling at or below the planned rate it only ever reduces.",
  ),
  source: sources.greedy,
  check(context) {
    const rate = knownRate(context);
    const { greedy = false, max } = context.schedule.onPlateau ?? {};
    if (rate === undefined || !greedy || max === undefined || max > rate.peak.value) return [];
    const path = ["onPlateau", "max"];
    const value = roundValue(rate.peak.value * 10);
    return [
      {
        path,
        message: t`The ceiling of ${formatNumber(max)} is not above the planned rate of ${formatNumber(rate.peak.value)}.`,
        fixes: [
          {
            title: t`Set it to ${formatNumber(value)}, ten times the planned rate`,
            preferred: true,
            changes: [{ type: "set", path, value }],
          },
          { title: t('Remove "max"'), changes: [{ type: "remove", path }] },
        ],
      },
    ];
  },
};
