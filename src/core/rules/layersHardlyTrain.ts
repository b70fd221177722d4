import { plainAt } from "../facts/plain";
import { formatCount } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule } from "./rule";
import { sources } from "./support/sources";

/** A layer that trains at a millionth of the rate of the last one does not train. */
const FROZEN = 1e-6;

export const layersHardlyTrain: Rule = {
  id: "layers-hardly-train",
  severity: "information",
  title: t("Layers at less than a millionth of the rate"),
  why: t(
    "A ratio is applied once for every layer: over a deep network it freezes the first layers while their gradients are still paid for. Published ratios are 0.65 to 0.9.",
  ),
  source: sources.beit,
  check({ definition }) {
    const path = ["layers", "ratio"];
    const [ratio, count] = [plainAt(definition, path), plainAt(definition, ["layers", "count"])];
    if (typeof ratio !== "number" || typeof count !== "number" || !(ratio > 0 && ratio < 1))
      return [];
    // ratio^(count − 1 − i) for layer i, so that the first layers are the smallest.
    const frozen = count - 1 - Math.floor(Math.log(FROZEN) / Math.log(ratio) + 1e-9);
    if (frozen < 1) return [];
    return [
      {
        path,
        message: t`The first ${formatCount(frozen)} of ${formatCount(count)} layers train at less than a millionth of the rate.`,
        fixes: fixes(path, count),
      },
    ];
  },
};

/** The largest of the published ratios that keeps the first layer at a thousandth or more. */
function fixes(path: readonly string[], count: number): FixPlan[] {
  const value = [0.65, 0.75, 0.8, 0.9, 0.95].find((ratio) => ratio ** (count - 1) >= 1e-3);
  if (value === undefined) return [];
  const changes = [{ type: "set", path, value }] as const;
  return [{ title: t`Set the ratio to ${value}`, preferred: true, changes }];
}
