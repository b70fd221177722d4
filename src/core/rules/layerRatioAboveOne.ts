import { plainAt } from "../facts/plain";
import { formatCount, formatExact, formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { sources } from "./support/sources";

export const layerRatioAboveOne: Rule = {
  id: "layer-ratio-above-one",
  severity: "warning",
  title: t("Layer ratio above 1"),
  why: t(
    "The ratio multiplies the rate from each layer to the one below it, nearer the input: ULMFiT divides by 2.6, which is a ratio of 0.385; above 1 the first layers, the most general ones, learn fastest.",
  ),
  source: sources.ulmfit,
  check({ definition }) {
    const path = ["layers", "ratio"];
    const [ratio, count] = [plainAt(definition, path), plainAt(definition, ["layers", "count"])];
    if (typeof ratio !== "number" || typeof count !== "number" || !(ratio > 1) || count < 2)
      return [];
    const value = Number((1 / ratio).toPrecision(3));
    const first = formatNumber(ratio ** (count - 1));
    return [
      {
        path,
        message: t`Each layer has ${formatNumber(ratio)} times the rate of the one above it: the first of ${formatCount(count)} trains at ${first} times the rate of the last.`,
        fixes: [
          {
            title: t`Divide instead: ${formatExact(value)}`,
            preferred: true,
            changes: [{ type: "set", path, value }],
          },
        ],
      },
    ];
  },
};
