import type { LimitPoint, RunLimit, Stretch } from "../speedLimits/measuredLimit";
import { limitAt } from "../speedLimits/stepsAbove";
import type { Curve } from "../schedule/curve";
import { formatCount, formatNumber } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { sources } from "./support/sources";

/** Speaks only of schedules whose curvature a probe has measured. */
export const aboveSpeedLimit: Rule = {
  id: "above-speed-limit",
  counts: "steps",
  severity: "information",
  title: t("Rate above the measured speed limit"),
  why: t(
    "Above 2 / curvature (2 (1 + μ) / curvature with momentum, (2 + 2 β1) / ((1 − β1) · curvature) for Adam) each update overshoots in the steepest direction, and the loss there grows until the curvature gives way or the training diverges.",
  ),
  source: sources.edgeOfStability,
  check({ schedule, limit }) {
    const rate = schedule.tracks.get("learningRate");
    if (!limit || !rate || limit.above.length === 0) return [];
    const [step, most] = worst(limit, rate.curve);
    const planned = formatNumber(rate.curve.at(step), 3);
    const measured = t`${formatNumber(most, 3)} at step ${formatCount(step)}`;
    const message = t`The planned rate is above the speed limit last measured, ${measured} (planned there: ${planned}), for ${stretchesText(limit.above)}. A probe of "${limit.task}" measured it: lower the rate there, or measure again.`;
    return [{ path: ["learningRate"], at: "key", message, fixes: [] }];
  },
};

/** Where the rate exceeds the limit most: at a measurement, else where a stretch begins. */
function worst({ points, above }: RunLimit, curve: Curve): LimitPoint {
  const inside = points.filter(([step]) =>
    above.some(([first, last]) => step >= first && step <= last),
  );
  const begins = above.map(([first]): LimitPoint => [first, limitAt(points, first) ?? NaN]);
  const excess = ([step, rate]: LimitPoint): number => curve.at(step) / rate;
  const candidates = inside.length > 0 ? inside : begins;
  return candidates.reduce((a, b) => (excess(b) > excess(a) ? b : a), candidates[0] ?? [0, NaN]);
}

function stretchesText(above: readonly Stretch[]): string {
  const [longest] = [...above].sort((a, b) => b[1] - b[0] - (a[1] - a[0]));
  const [first, last] = longest ?? [0, 0];
  const steps =
    first === last
      ? `step ${formatCount(first)}`
      : `steps ${formatCount(first)}–${formatCount(last)}`;
  const more = above.length - 1;
  return more > 0 ? t`${steps} and ${plural(more, "shorter stretch")}` : steps;
}
