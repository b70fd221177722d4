import { endValue, firstValue, lengthOf } from "../facts/phase";
import { rises } from "../facts/warmup";
import { RAMPS } from "../schedule/kinds/traits";
import type { PhaseSpan } from "../schedule/schedule";
import { formatCount, formatNumber, formatShare } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { takesFrom } from "./support/phasePlans";
import { blame, knownRate, parameter } from "./support/rate";
import { sources } from "./support/sources";

/** A smaller step, as a share of the peak, is rounding. */
const TOLERANCE = 0.02;
/** Kinds that end in a value of their own choosing, so that a step after them is no intention. */
const GLIDES: ReadonlySet<string> = new Set([
  ...RAMPS,
  "untunedWarmup",
  "rectifiedWarmup",
  "inverseSqrt",
  "inverseTime",
]);

export const phasesDoNotMeet: Rule = {
  id: "phases-do-not-meet",
  severity: "warning",
  title: t("Phase that does not end where the next begins"),
  why: t(
    "The rate jumps between one update and the next: upwards it can undo the warmup with a loss spike, downwards it skips the part of the curve that was planned.",
  ),
  source: sources.warmupJump,
  check(context) {
    const rate = knownRate(context);
    if (rate === undefined) return [];
    const phases = rate.track.phases.filter((phase) => phase.end > phase.start);
    // The phases' own peak: the track may scale or clamp them.
    const peak = Math.max(...phases.map(({ curve, length }) => curve.extremes(0, length).max));
    return phases.slice(1).flatMap((next, index) => {
      const phase = phases[index];
      if (phase === undefined || !jumps(phase, next, peak)) return [];
      const share = Math.abs(firstValue(next) - endValue(phase)) / peak;
      return [
        {
          path: blame(context, phase, "to", "for"),
          message: t`${rises(phase) ? t("The warmup") : t("This phase")} ends at ${formatNumber(endValue(phase))}, but the next phase begins at ${formatNumber(firstValue(next))}: a jump of ${formatShare(share)} of the peak at step ${formatCount(next.start)}.`,
          fixes: fixes(context, phase, next),
          related: [
            {
              path: blame(context, next, "from", "value"),
              message: t("The next phase begins here."),
            },
          ],
        },
      ];
    });
  },
};

function jumps(phase: PhaseSpan, next: PhaseSpan, peak: number): boolean {
  if (!GLIDES.has(phase.kind) || lengthOf(phase) < 2) return false;
  const [end, start] = [endValue(phase), firstValue(next)];
  if (!(Math.abs(start - end) > TOLERANCE * peak)) return false;
  // A fall followed by a high start is a restart, and means to be.
  return rises(phase) || start < end;
}

function fixes(context: RuleContext, phase: PhaseSpan, next: PhaseSpan): FixPlan[] {
  const plans: FixPlan[] = [];
  const [end, start] = [endValue(phase), firstValue(next)];
  if (parameter(context, phase, "to") !== undefined) {
    const title = t`Let this phase end at ${formatNumber(start)}`;
    const change = { type: "set", path: [...phase.path, "to"], value: start } as const;
    plans.push({ title, preferred: true, changes: [change] });
  }
  if (takesFrom(next) && parameter(context, next, "from") !== undefined) {
    const title = t`Let the next phase go on from ${formatNumber(end)}`;
    plans.push({ title, changes: [{ type: "remove", path: [...next.path, "from"] }] });
  }
  if (next.kind === "constant") {
    const title = t`Hold ${formatNumber(end)} in the next phase`;
    plans.push({ title, changes: [{ type: "set", path: [...next.path, "value"], value: end }] });
  }
  return plans;
}
