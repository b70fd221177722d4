import { plainAt } from "../facts/plain";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { knownTrack } from "./support/rate";
import { sources } from "./support/sources";

export const batchNormMomentumConvention: Rule = {
  id: "batch-norm-momentum-convention",
  severity: "warning",
  title: t("Batch-norm momentum in the other convention"),
  why: t(
    "Here, as in PyTorch, batch-norm momentum is the weight of the new batch (usually 0.1); TensorFlow and Keras name the weight of the old average (0.99), and the one in place of the other makes the statistics those of the last batch.",
  ),
  source: sources.batchNorm,
  check(context) {
    const known = knownTrack(context, "batchNormMomentum");
    if (known === undefined || known.peak.value < 0.8) return [];
    const value = plainAt(context.definition, ["batchNormMomentum"]);
    const other =
      typeof value === "number" && value < 1 ? Number((1 - value).toPrecision(6)) : undefined;
    const change = { type: "set", path: ["batchNormMomentum"], value: other ?? 0.1 } as const;
    return [
      {
        path: known.track.path,
        message: t`A batch-norm momentum of ${formatNumber(known.peak.value)} replaces the running statistics by those of the newest batch.`,
        fixes: [{ title: t`Set to ${other ?? 0.1}`, preferred: true, changes: [change] }],
      },
    ];
  },
};
