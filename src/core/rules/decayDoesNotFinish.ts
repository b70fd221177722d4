import { CYCLES } from "../schedule/kinds/traits";
import { endValue, firstValue, lengthOf, ownEnd } from "../facts/phase";
import type { PhaseSpan } from "../schedule/schedule";
import { formatCount, formatNumber, formatShare } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { newLength } from "./support/phasePlans";
import { type KnownTrack, knownRate, parameter } from "./support/rate";
import { sources } from "./support/sources";

/** A last update within this share of the peak above the end of the decay is as good as finished. */
const OPEN = 0.01;

const WHY = t(
  "A decay planned for a longer run stops at a high rate, and you lose the improvement from its final part: the length of a cosine must match that of the training.",
);

export const decayDoesNotFinish: Rule = {
  id: "decay-does-not-finish",
  counts: "steps",
  severity: "error",
  title: t("Decay that the run ends before"),
  why: WHY,
  source: sources.cooldown,
  replaces: ["phases-longer-than-run"],
  check(context) {
    const rate = knownRate(context);
    const last = rate?.track.phases.at(-1);
    if (rate === undefined || last === undefined || !isCutDecay(last, rate)) return [];
    if (parameter(context, last, "for") === undefined) return [];
    const now = last.curve.at(rate.length - 1 - last.start);
    const excess = (now - endValue(last)) / peakOf(last);
    if (!(excess > OPEN)) return [];
    return [
      {
        path: [...last.path, "for"],
        message: unfinishedMessage({
          end: endValue(last),
          at: ownEnd(last),
          length: rate.length,
          now,
          peak: peakOf(last),
        }),
        fixes: fixes(context, last, rate),
      },
    ];
  },
};

interface Unfinished {
  /** What the decay would reach at which step. */
  readonly end: number;
  readonly at: number;
  /** The run's, in steps. */
  readonly length: number;
  /** The rate of the last update. */
  readonly now: number;
  readonly peak: number;
}

const unfinishedMessage = ({ end, at, length, now, peak }: Unfinished): string =>
  t`The decay would reach ${formatNumber(end)} at step ${formatCount(at)}, but the run ends after ${plural(length, "step")}: its last update still has ${formatNumber(now)}, ${formatShare(now / peak)} of the highest rate.`;

/** What is told of such a decay in a text that no definition of ours stands for. */
export const unfinishedDecay = (found: Unfinished) => ({
  code: decayDoesNotFinish.id,
  message: unfinishedMessage(found),
  why: WHY,
  source: sources.cooldown,
});

const peakOf = (phase: PhaseSpan): number => phase.curve.extremes(0, lengthOf(phase)).max;

const isCutDecay = (phase: PhaseSpan, { length }: KnownTrack): boolean =>
  phase.start < length - 1 &&
  ownEnd(phase) > length &&
  (phase.kind === "oneCycle" || firstValue(phase) > endValue(phase)) &&
  phase.kind !== "repeat" &&
  !CYCLES.has(phase.kind);

function fixes(context: RuleContext, last: PhaseSpan, { length, track }: KnownTrack): FixPlan[] {
  const left = length - last.start;
  const { change, text } = newLength(context, last, left);
  const filled = track.phases.every(
    (phase) => phase === last || parameter(context, phase, "for") !== undefined,
  );
  const plans: FixPlan[] = [
    {
      title: t`Let the decay end with the run: ${text}`,
      preferred: !filled,
      changes: [change],
    },
  ];
  if (filled) {
    const changes = [{ type: "remove", path: [...last.path, "for"] }] as const;
    plans.unshift({ title: t("Let it last to the end of the run"), preferred: true, changes });
  }
  if (typeof context.definition.length?.steps === "number") {
    const steps = ownEnd(last);
    const change = { type: "set", path: ["length", "steps"], value: steps } as const;
    plans.push({ title: t`Lengthen the run to ${plural(steps, "step")}`, changes: [change] });
  }
  return plans;
}
