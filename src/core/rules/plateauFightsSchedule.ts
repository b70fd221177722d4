import { plainAt } from "../facts/plain";
import { warmupOf } from "../facts/warmup";
import type { Rule } from "./rule";
import { isFlat } from "./support/flatness";
import { knownRate } from "./support/rate";
import { sources } from "./support/sources";
import { t } from "../text/words";

export const plateauFightsSchedule: Rule = {
  id: "plateau-fights-schedule",
  severity: "warning",
  title: t("Plateau rule on a rate that decays by itself"),
  why: t(
    "Two owners of one rate: the planned decay goes on while the plateau rule cuts it, so the rate falls twice and nobody can say where it is.",
  ),
  source: sources.plateauFights,
  check(context) {
    const rate = knownRate(context);
    if (rate === undefined || plainAt(context.definition, ["onPlateau"]) === undefined) return [];
    if (isFlat(rate, warmupOf(context.schedule)?.end ?? 0)) return [];
    return [
      {
        path: ["onPlateau"],
        at: "key",
        message: t(
          "The rate decays by its own plan, and onPlateau reduces it as well; keep one of the two.",
        ),
        fixes: [
          {
            title: t("Remove onPlateau"),
            preferred: true,
            changes: [{ type: "remove", path: ["onPlateau"] }],
          },
        ],
      },
    ];
  },
};
