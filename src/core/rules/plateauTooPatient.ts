import { plainAt } from "../facts/plain";
import { resolveDuration } from "../schedule/durations";
import { formatCount } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import type { Rule, RuleContext } from "./rule";
import { sources } from "./support/sources";

export const plateauTooPatient: Rule = {
  id: "plateau-too-patient",
  severity: "warning",
  title: t("Plateau rule more patient than the run is long"),
  why: t(
    "The rate is reduced only after more than `patience` looks without an improvement; where the run has no more looks than that, the rule never acts.",
  ),
  source: sources.plateauDead,
  check(context) {
    const rule = context.schedule.onPlateau;
    const looks = looksOf(context);
    if (rule === undefined || looks === undefined || rule.patience + 1 < looks) return [];
    const path = ["onPlateau", "patience"];
    const value = Math.max(0, Math.floor(looks / 10));
    const fits = value + 1 < looks;
    return [
      {
        path,
        message: t`The run has ${plural(looks, "look")} at the loss; a patience of ${formatCount(rule.patience)} is never used up.`,
        fixes: fits
          ? [
              {
                title: t`Set the patience to ${value}, a tenth of the looks`,
                preferred: true,
                changes: [{ type: "set", path, value }],
              },
            ]
          : [],
      },
    ];
  },
};

/** Looks at the loss in the whole run; undefined where how often is not said. */
function looksOf({ schedule, definition }: RuleContext): number | undefined {
  const every = plainAt(definition, ["onPlateau", "every"]);
  if (typeof every !== "number" && typeof every !== "string") return undefined;
  const resolved = resolveDuration(every, schedule.time);
  return "steps" in resolved && resolved.steps > 0
    ? Math.floor(schedule.length / resolved.steps)
    : undefined;
}
