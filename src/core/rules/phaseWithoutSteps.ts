import { knownPhases, lengthOf } from "../facts/phase";
import type { PhaseSpan, Track } from "../schedule/schedule";
import { writtenShare } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { removePhase, newRoundLength } from "./support/phasePlans";
import { blame, parameter } from "./support/rate";
import { sources } from "./support/sources";
import { usualWarmup } from "./support/usualWarmup";

export const phaseWithoutSteps: Rule = {
  id: "phase-without-steps",
  severity: "warning",
  title: t("Phase of no steps"),
  why: t(
    "A phase of no steps changes nothing, so the warmup or decay that was asked for does not happen; some libraries even stay at its start value for ever.",
  ),
  source: sources.zeroWarmup,
  replaces: ["zero-length"],
  check(context) {
    return [...context.schedule.tracks.values()].flatMap((track) =>
      track.phases
        .filter(
          (phase) =>
            lengthOf(phase) === 0 && phase.kind !== "gap" && phase.start < context.schedule.length,
        )
        .map((phase) => ({
          path: blame(context, phase, "for"),
          message: describe(context, track, phase),
          fixes: fixes(context, track, phase),
        })),
    );
  },
};

const isWarmup = (track: Track, phase: PhaseSpan): boolean =>
  track.name === "learningRate" &&
  phase.start === 0 &&
  track.phases[0] === phase &&
  track.phases.length > 1;

function describe(context: RuleContext, track: Track, phase: PhaseSpan): string {
  const what = isWarmup(track, phase) ? t("This warmup") : t("This phase");
  const given = parameter(context, phase, "for");
  if (typeof given === "number" && given > 0 && given < 1) {
    return t`${what} lasts ${given} steps, which rounds to none. A plain number counts steps; a share of the run is written "${writtenShare(given)}".`;
  }
  const written =
    given === undefined
      ? t("the other phases leave no steps for it")
      : t`${JSON.stringify(given)} comes to no steps`;
  return t`${what} does nothing: ${written}.`;
}

function fixes(context: RuleContext, track: Track, phase: PhaseSpan): FixPlan[] {
  const plans: FixPlan[] = [];
  const given = parameter(context, phase, "for");
  if (given === undefined) return [];
  if (typeof given === "number" && given > 0 && given < 1) {
    const share = writtenShare(given);
    const value = { type: "set", path: [...phase.path, "for"], value: share } as const;
    plans.push({
      title: t`Write it as a share of the run: "${share}"`,
      preferred: true,
      changes: [value],
    });
  }
  if (knownPhases(track).length > 1) {
    const title = isWarmup(track, phase) ? t("Remove the warmup") : t("Remove the phase");
    plans.push({ title, changes: removePhase(context, track, phase) });
  }
  const { change, text } = newRoundLength(context, phase, usualWarmup(context.schedule));
  const longer = { title: t`Let it last ${text}`, changes: [change] };
  return [
    ...plans,
    plans.some(({ preferred }) => preferred) ? longer : { ...longer, preferred: true },
  ];
}
