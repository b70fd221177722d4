import { itemsOf, numberOf } from "../../libraries/value";
import { formatNumber } from "../../text/format";
import { t } from "../../text/words";
import { movedByOne } from "../python/movedByOne";
import type { LibraryUse } from "../python/libraryUse";

/** piecewise-late: Keras changes the rate after the step of a boundary, not at it. */
export function piecewiseLate({ kind, args, asking, argument, object }: LibraryUse): void {
  const first = numberOf(itemsOf(args["boundaries"] ?? null)?.[0] ?? null);
  if (kind !== "PiecewiseConstantDecay" || first === undefined) return;
  const boundaries = argument("boundaries");
  asking.trap({
    code: "piecewise-late",
    severity: "information",
    range: boundaries?.range ?? object.calleeRange,
    message: t`Step ${formatNumber(first)} still has the rate from before its boundary; the next value holds from step ${formatNumber(first + 1)} on.`,
    why: t("Keras compares the step with a boundary by <=, where others compare by <."),
    source: {
      label: "Keras: PiecewiseConstantDecay",
      url: "https://keras.io/api/optimizers/learning_rate_schedules/piecewise_constant_decay/",
    },
    fixes: movedByOne(boundaries, -1, t("Set every boundary one step earlier")),
  });
}
