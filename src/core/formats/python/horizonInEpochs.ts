import type { Source } from "../../problem";
import type { Range } from "../../text/range";
import { formatNumber } from "../../text/format";
import { t } from "../../text/words";
import type { Asking } from "./asking";
import { numberOf, type Value } from "./script/value";

/** A schedule that counts the optimizer's updates by itself. */
interface Counted {
  /** Where it ends, in its own steps. */
  readonly horizon: number | undefined;
  /** Where that is said. */
  readonly range: Range;
  /** Epochs of the run that follows it. */
  readonly epochs: Value | undefined;
  readonly source: Source;
}

/** step-unit-mismatch: a schedule that counts updates ends after as many as there are epochs. */
export function horizonInEpochs(
  { horizon = 0, range, epochs, source }: Counted,
  asking: Asking,
): void {
  const all = numberOf(epochs) ?? 0;
  if (horizon < 2 || horizon > all) return;
  const steps = formatNumber(horizon);
  asking.trap({
    code: "step-unit-mismatch",
    severity: "error",
    range,
    message: t`The schedule is laid out over ${steps} updates, no more than the ${formatNumber(all)} epochs: it is over within the first ${steps} updates. Multiply its lengths by the updates per epoch.`,
    why: t("The schedule counts the optimizer's updates, of which an epoch has many."),
    source,
  });
}
