import { formatNumber, formatShare } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { sources } from "./support/sources";

/** No loss falls by half from one look to the next, all through a training. */
const LARGEST = 0.5;

export const plateauThresholdTooLarge: Rule = {
  id: "plateau-threshold-too-large",
  severity: "warning",
  title: t("Plateau threshold that no loss can meet"),
  why: t(
    "A relative threshold is a share of the best loss (PyTorch's default is 0.0001): at 1 only a loss below zero counts as an improvement, so that the rate is cut at every chance.",
  ),
  source: sources.plateauDead,
  check({ schedule: { onPlateau } }) {
    const { threshold, thresholdMode = "relative" } = onPlateau ?? {};
    if (threshold === undefined || thresholdMode !== "relative" || threshold < LARGEST) return [];
    const path = ["onPlateau", "threshold"];
    const percent = threshold / 100;
    const set = (value: number) => [{ type: "set" as const, path, value }];
    return [
      {
        path,
        message: t`The loss must fall by ${formatShare(threshold)} of its best value to count as improved.`,
        fixes: [
          { title: t("Set it to 0.0001, PyTorch's default"), preferred: true, changes: set(1e-4) },
          ...(percent < LARGEST && threshold >= 1
            ? [{ title: t`Write ${formatNumber(percent)} (${threshold}%)`, changes: set(percent) }]
            : []),
        ],
      },
    ];
  },
};
