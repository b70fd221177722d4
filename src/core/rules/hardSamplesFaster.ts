import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { sources } from "./support/sources";

export const hardSamplesFaster: Rule = {
  id: "hard-samples-faster",
  severity: "hint",
  title: t("Hard samples that learn faster than easy ones"),
  why: t(
    "The samples hardest to fit are those with wrong labels, more often than not; larger steps on them make the network learn the noise by heart.",
  ),
  source: sources.memorization,
  check({ schedule: { samples } }) {
    if (samples === undefined || !(samples.hard > samples.easy)) return [];
    const { easy, hard } = samples;
    const swap = [
      { type: "set", path: ["samples", "easy"], value: hard },
      { type: "set", path: ["samples", "hard"], value: easy },
    ] as const;
    return [
      {
        path: ["samples", "hard"],
        message: t`Hard samples move the weights ${formatNumber(hard)} times as far as planned, easy ones ${formatNumber(easy)} times.`,
        fixes: [{ title: t("Swap easy and hard"), preferred: true, changes: swap }],
      },
    ];
  },
};
