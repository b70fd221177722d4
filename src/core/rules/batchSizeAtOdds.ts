import { plainAt } from "../facts/plain";
import { formatCount, formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { blame, knownTrack } from "./support/rate";
import { sources } from "./support/sources";

export const batchSizeAtOdds: Rule = {
  id: "batch-size-at-odds",
  severity: "warning",
  title: t("Batch size that differs from the length's"),
  why: t(
    "The steps of an epoch are counted with the length's batch size; a track that never has that size makes an epoch another number of samples than the data set has.",
  ),
  source: sources.linearScaling,
  check(context) {
    const batch = knownTrack(context, "batchSize");
    const written = plainAt(context.definition, ["length", "batchSize"]);
    const { samplesPerStep } = context.schedule.time;
    if (batch === undefined || typeof written !== "number" || samplesPerStep === undefined)
      return [];
    const { min, max } = batch.track.curve.extremes(0, batch.length - 1);
    const sizes = [written, samplesPerStep];
    if (sizes.some((size) => min <= size && size <= max)) return [];
    const [phase] = batch.track.phases;
    const range = min === max ? formatCount(min) : `${formatCount(min)} to ${formatCount(max)}`;
    const set = { type: "set", path: ["length", "batchSize"], value: min } as const;
    return [
      {
        path: phase ? blame(context, phase, "value", "from") : batch.track.path,
        message: t`The track has batches of ${range} samples, but the length counts its steps with ${formatNumber(written)}.`,
        fixes: Number.isInteger(min)
          ? [
              {
                title: t`Count the length's steps with ${formatCount(min)}`,
                preferred: true,
                changes: [set],
              },
            ]
          : [],
        related: [
          { path: ["length", "batchSize"], message: t("The steps are counted with this.") },
        ],
      },
    ];
  },
};
