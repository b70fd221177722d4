import { lastAbove } from "../facts/peak";
import { endValue, firstValue, lengthOf } from "../facts/phase";
import type { PhaseSpan } from "../schedule/schedule";
import { formatCount, formatExact, formatNumber, formatShare } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { type KnownTrack, blame, knownRate, parameter, roundValue } from "./support/rate";
import { OWNS_EVERY } from "../schedule/kinds/traits";
import { resolveDuration } from "../schedule/durations";
import { newLength } from "./support/phasePlans";
import { sources } from "./support/sources";

/** Below this share of the peak an update is worth nothing. */
const DEAD = 1e-3;
/** A cosine to zero spends 2% of its steps there, three drops to a tenth none. */
const LONGEST = 0.05;

export const deadTail: Rule = {
  id: "dead-tail",
  counts: "steps",
  severity: "warning",
  title: t("Rate that decays away too early"),
  why: t(
    "Updates at less than a thousandth of the peak rate cost as much as any other and change next to nothing.",
  ),
  source: sources.cooldown,
  check(context) {
    const rate = knownRate(context);
    if (rate === undefined) return [];
    // Three drops to a tenth end at a thousandth, give or take the rounding of 0.1³.
    const death = lastAbove(rate.track, rate.length, rate.peak.value * DEAD * 0.999);
    const share = 1 - death / rate.length;
    if (share <= LONGEST || isLastHold(context, rate, death)) return [];
    const phase = rate.track.phases.find(({ end }) => end > death);
    if (phase === undefined) return [];
    return [
      {
        path: blame(context, phase, "factor", "to", "power", "value", "kind"),
        message: t`From step ${formatCount(death)} on, the last ${formatShare(share)} of the run, the rate is below a thousandth of its peak of ${formatNumber(rate.peak.value)}.`,
        fixes: fixes(context, rate, phase),
      },
    ];
  },
};

/** On a staircase, the last hold alone: its length is that of every other. */
function isLastHold(context: RuleContext, rate: KnownTrack, death: number): boolean {
  const last = rate.track.phases.at(-1);
  const every = last && !OWNS_EVERY.has(last.kind) && parameter(context, last, "every");
  if (typeof every !== "number" && typeof every !== "string") return false;
  const resolved = resolveDuration(every, context.schedule.time);
  return "steps" in resolved && rate.length - death <= resolved.steps;
}

/** A decay that ends early and is held at its end was meant to last. */
function toTheEnd(
  context: RuleContext,
  { track, length, peak }: KnownTrack,
  phase: PhaseSpan,
): FixPlan | undefined {
  const rest = track.phases.slice(track.phases.indexOf(phase) + 1);
  const held = rest.every(({ kind }) => kind === "hold" || kind === "constant");
  if (rest.length === 0 || !held || endValue(phase) > DEAD * peak.value) return undefined;
  if (parameter(context, phase, "for") === undefined) return undefined;
  const { change, text } = newLength(context, phase, length - phase.start);
  return {
    title: t`Let the decay last to the end of the run: ${text}`,
    preferred: true,
    changes: [change, ...rest.map(({ path }) => ({ type: "remove" as const, path }))],
  };
}

/** Else the fix ends the phase at a hundredth of the peak. */
function fixes(context: RuleContext, rate: KnownTrack, phase: PhaseSpan): FixPlan[] {
  const longer = toTheEnd(context, rate, phase);
  if (longer !== undefined) return [longer];
  const floor = roundValue(rate.peak.value / 100);
  if (firstValue(phase) <= floor) return [];
  const title = t`End at ${formatNumber(floor)}, a hundredth of the peak`;
  const to = parameter(context, phase, "to");
  if (to !== undefined) {
    return [
      {
        title,
        preferred: true,
        changes: [{ type: "set", path: [...phase.path, "to"], value: floor }],
      },
    ];
  }
  const factor = parameter(context, phase, "factor");
  if (typeof factor !== "number" || !(factor > 0 && factor < 1) || !(endValue(phase) > 0))
    return [];
  const drops =
    Math.log(phase.curve.at(lengthOf(phase) - 1) / firstValue(phase)) / Math.log(factor);
  const value = Number(((floor / firstValue(phase)) ** (1 / drops)).toPrecision(4));
  return [
    {
      title: t`${title}: factor ${formatExact(value)}`,
      preferred: true,
      changes: [{ type: "set", path: [...phase.path, "factor"], value }],
    },
  ];
}
