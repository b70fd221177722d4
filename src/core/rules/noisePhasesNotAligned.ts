import { warmupOf } from "../facts/warmup";
import type { PhaseSpan } from "../schedule/schedule";
import { formatCount } from "../text/format";
import { t } from "../text/words";
import type { Finding, FixPlan, Rule, RuleContext } from "./rule";
import { newLength } from "./support/phasePlans";
import { blame, knownRate, knownTrack, parameter } from "./support/rate";
import { sources } from "./support/sources";

/** Borders nearer than this share of the run are one border, missed. */
const NEAR = 0.1;

export const noisePhasesNotAligned: Rule = {
  id: "noise-phases-not-aligned",
  counts: "steps",
  severity: "information",
  title: t("Phases of rate and noise that miss each other"),
  why: t(
    "Each phase of a noise schedule is a task of its own: where the rate drops shortly before or after the noise changes, the new noise levels are learned at the wrong rate.",
  ),
  source: sources.ddpm,
  check(context) {
    const [rate, noise] = [knownRate(context), knownTrack(context, "noise")];
    if (rate === undefined || noise === undefined || noise.track.follows !== undefined) return [];
    const borders = bordersOf(noise.track.phases);
    // The end of the warmup is the optimizer's business, not the noise's.
    const warmup = warmupOf(context.schedule)?.phases ?? [];
    return rate.track.phases
      .slice(0, -1)
      .filter((phase) => !warmup.includes(phase))
      .flatMap((phase) => missed(context, phase, borders));
  },
};

const bordersOf = (phases: readonly PhaseSpan[]): number[] =>
  phases.slice(0, -1).map(({ end }) => end);

function missed(context: RuleContext, phase: PhaseSpan, borders: readonly number[]): Finding[] {
  const { length } = context.schedule;
  const nearest = borders.reduce<number | undefined>(
    (best, border) =>
      best === undefined || Math.abs(border - phase.end) < Math.abs(best - phase.end)
        ? border
        : best,
    undefined,
  );
  if (nearest === undefined || nearest === phase.end) return [];
  if (Math.abs(nearest - phase.end) > NEAR * length) return [];
  return [
    {
      path: blame(context, phase, "for", "kind"),
      message: t`This phase of the rate ends at step ${formatCount(phase.end)}, the noise changes at step ${formatCount(nearest)}.`,
      fixes: fixes(context, phase, nearest),
    },
  ];
}

function fixes(context: RuleContext, phase: PhaseSpan, border: number): FixPlan[] {
  const steps = border - phase.start;
  if (parameter(context, phase, "for") === undefined || steps < 1) return [];
  const { change, text } = newLength(context, phase, steps);
  const title = t`Let it end with the noise's phase, after ${text}`;
  return [{ title, preferred: true, changes: [change] }];
}
