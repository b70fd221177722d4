import { isAdaptive } from "../facts/optimizer";
import { formatCount, formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { knownRate } from "./support/rate";
import { sources } from "./support/sources";

/** Restarts looked at; the first that jumps is reported. */
const LIMIT = 100;

export const restartWithoutWarmup: Rule = {
  id: "restart-without-warmup",
  counts: "updates",
  severity: "information",
  title: t("Restart to a high rate without warmup"),
  why: t(
    "While the rate was low the loss surface sharpened to fit it; a rate several times higher from one update to the next overshoots until it has flattened again.",
  ),
  source: sources.kalraBarkeshli,
  check(context) {
    const rate = knownRate(context);
    if (rate === undefined || !isAdaptive(context.schedule)) return [];
    const { curve } = rate.track;
    const jump = curve
      .breakpoints(0, rate.length, LIMIT)
      .find((step) => isRestart(curve.at(step - 1), curve.at(step)));
    if (jump === undefined) return [];
    const phase = rate.track.phases.find(({ start, end }) => start <= jump && jump < end);
    const [before, after] = [curve.at(jump - 1), curve.at(jump)];
    return [
      {
        path: phase ? [...phase.path, "kind"] : rate.track.path,
        message: t`At step ${formatCount(jump)} the rate jumps from ${formatNumber(before)} to ${formatNumber(after)} within one update.`,
        fixes: [],
      },
    ];

    function isRestart(previous: number, next: number): boolean {
      return next > 3 * previous && next > 0.1 * (rate?.peak.value ?? Infinity);
    }
  },
};
