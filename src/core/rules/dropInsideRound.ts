import { formatCount, formatShare } from "../text/format";
import { t } from "../text/words";
import type { PhaseSpan, Track } from "../schedule/schedule";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { blame, knownRate, parameter } from "./support/rate";
import { looksLikeLargerUnit } from "./stepsLookLikeEpochs";
import { sources } from "./support/sources";
import type { Change } from "../edit/change";

/** A change within a round, as a share of its greatest rate, that clients would feel. */
const TOLERANCE = 0.1;
const ROUNDS = 200;

export const dropInsideRound: Rule = {
  id: "drop-inside-round",
  severity: "warning",
  title: t("Rate that changes inside a round"),
  why: t(
    "The server averages what clients did in a whole round; a rate that drops inside one weighs their first local steps more than their last, and clients that run fewer steps never see the drop.",
  ),
  source: sources.fedAvg,
  check(context) {
    const rate = knownRate(context);
    const { stepsPerRound } = context.schedule.time;
    if (rate === undefined || stepsPerRound === undefined || stepsPerRound < 2) return [];
    return rate.track.phases.flatMap((phase) => {
      // Steps that were meant as rounds are told of as such.
      if (looksLikeLargerUnit(context, phase)) return [];
      const step = changeInside(rate.track, phase, stepsPerRound);
      if (step === undefined) return [];
      const round = Math.floor(step / stepsPerRound);
      const { min, max } = roundExtremes(rate.track, phase, round, stepsPerRound);
      return [
        {
          path: blame(context, phase, "every", "at", "period", "up", "for", "kind"),
          message: t`In round ${formatCount(round + 1)} (steps ${formatCount(round * stepsPerRound)} to ${formatCount((round + 1) * stepsPerRound - 1)}) the rate changes by ${formatShare((max - min) / max)}.`,
          fixes: fixes(context, phase, stepsPerRound),
        },
      ];
    });
  },
};

/** A step inside the first round of those looked at in which the rate changes noticeably. */
function changeInside(track: Track, phase: PhaseSpan, stepsPerRound: number): number | undefined {
  const rounds = new Set<number>();
  const breaks = phase.curve.breakpoints(0, phase.end - phase.start, ROUNDS);
  for (const step of breaks) rounds.add(Math.floor((phase.start + step) / stepsPerRound));
  const all = (phase.end - phase.start) / stepsPerRound;
  for (let i = 0; i < ROUNDS; i++)
    rounds.add(Math.floor(phase.start / stepsPerRound + (all * i) / ROUNDS));
  for (const round of [...rounds].sort((a, b) => a - b)) {
    const { min, max } = roundExtremes(track, phase, round, stepsPerRound);
    if (max - min > TOLERANCE * max) return round * stepsPerRound;
  }
  return undefined;
}

function roundExtremes(track: Track, phase: PhaseSpan, round: number, stepsPerRound: number) {
  const first = Math.max(phase.start, round * stepsPerRound);
  const last = Math.min(phase.end, (round + 1) * stepsPerRound) - 1;
  return first > last ? { min: NaN, max: NaN } : track.curve.extremes(first, last);
}

const OWN_EVERY = new Set(["step", "exponential"]);

function fixes(context: RuleContext, phase: PhaseSpan, stepsPerRound: number): FixPlan[] {
  const rounds = (steps: number): string => {
    const count = Math.max(1, Math.round(steps / stepsPerRound));
    return `${count} round${count === 1 ? "" : "s"}`;
  };
  if (phase.kind === "step") return stepFix(phase, rounds);
  if (OWN_EVERY.has(phase.kind)) return [];
  const every: Change = { type: "set", path: [...phase.path, "every"], value: "1 round" };
  const starts = phase.start % stepsPerRound === 0;
  if (parameter(context, phase, "every") !== undefined || !starts) return [];
  return [{ title: t("Hold the rate within each round"), preferred: true, changes: [every] }];

  function stepFix(span: PhaseSpan, asRounds: (steps: number) => string): FixPlan[] {
    const period = span.curve.breakpoints(0, span.length, 1)[0];
    if (period === undefined) return [];
    const value = asRounds(period);
    const change: Change = { type: "set", path: [...span.path, "every"], value };
    return [{ title: t`Drop every ${value}`, preferred: true, changes: [change] }];
  }
}
