import { warmupOf } from "../facts/warmup";
import { beta2Of, isAdaptive, rectifiesItself } from "../facts/optimizer";
import { formatCount, formatNumber } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { insertWarmup } from "./support/phasePlans";
import { type KnownTrack, blame, knownRate, roundValue } from "./support/rate";
import { sources } from "./support/sources";
import { usualWarmup } from "./support/usualWarmup";

/** Adam's own default rate, published without warmup. */
const ADAM_DEFAULT = 1e-3;

export const adamWithoutWarmup: Rule = {
  id: "adam-without-warmup",
  severity: "warning",
  title: t("Adam at a high rate without warmup"),
  why: t(
    "In its first updates Adam's step is close to the full rate in every coordinate whatever the gradient, so that a high rate without warmup can throw the weights far before anything is learned.",
  ),
  source: sources.maYarats,
  check(context) {
    const rate = knownRate(context);
    if (rate === undefined || !isAdaptive(context.schedule) || rectifiesItself(context.schedule))
      return [];
    // The first updates: where the rate changes by the epoch, they all have the first epoch's.
    const few =
      (context.schedule.time.clock ?? "update") === "update" ? Math.min(9, rate.length - 1) : 0;
    const early = rate.track.curve.extremes(0, few).max;
    if (early <= ADAM_DEFAULT * (1 + 1e-9) || early < rate.peak.value / 2) return [];
    // A warmup of few steps is told of as too short.
    const warmup = warmupOf(context.schedule);
    if (warmup && warmup.from < warmup.to / 2) return [];
    const [first] = rate.track.phases;
    return [
      {
        path: first ? blame(context, first, "from", "value", "peak") : rate.track.path,
        message: t`The rate is ${formatNumber(rate.track.curve.at(0))} from the first update on; above ${formatNumber(ADAM_DEFAULT)}, Adam needs a warmup.`,
        fixes: fixes(context, rate),
      },
    ];
  },
};

/** Whose parts would be shifted out of step by a phase put before them. */
const FIXED_CLOCK = new Set([
  "cyclic",
  "cosineRestarts",
  "multiStep",
  "oneCycle",
  "piecewise",
  "table",
]);

function fixes(context: RuleContext, { track }: KnownTrack): FixPlan[] {
  const [first] = track.phases;
  const beta2 = beta2Of(context.schedule);
  if (first === undefined || beta2 === undefined || FIXED_CLOCK.has(first.kind)) return [];
  const steps = usualWarmup(context.schedule);
  const start = track.curve.at(0);
  const changes = insertWarmup(context, track, roundValue(start / steps), start, steps);
  if (changes === undefined) return [];
  return [
    {
      title: t`Put a linear warmup of ${formatCount(steps)} steps before it`,
      preferred: true,
      changes,
    },
  ];
}
