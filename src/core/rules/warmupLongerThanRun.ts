import { ownEnd } from "../facts/phase";
import { type Warmup, warmupOf } from "../facts/warmup";
import type { PhaseSpan } from "../schedule/schedule";
import { parseDuration } from "../schedule/time";
import { formatCount, formatNumber, writtenShare } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { newRoundLength } from "./support/phasePlans";
import { blame, parameter } from "./support/rate";
import { usualWarmup } from "./support/usualWarmup";
import { sources } from "./support/sources";

/** A usual warmup is a twentieth of the run. */
const TWENTY = 20;

export const warmupLongerThanRun: Rule = {
  id: "warmup-longer-than-run",
  counts: "steps",
  severity: "error",
  title: t("Warmup longer than the run"),
  why: t(
    "The rate never reaches its peak and no decay is run, so the whole training happens at a rate that was meant for its first steps.",
  ),
  source: sources.warmupOverrun,
  replaces: ["phases-longer-than-run"],
  check(context) {
    const warmup = warmupOf(context.schedule);
    if (warmup === undefined || !fillsRun(warmup, context)) return [];
    const phase = warmup.phases.find((candidate) => ownEnd(candidate) >= context.schedule.length);
    if (phase === undefined) return [];
    const message = describe(warmup, context);
    return [{ path: blame(context, phase, "for"), message, fixes: fixes(warmup, context) }];
  },
};

/** It goes on beyond the run, or leaves nothing of it for the phases that follow. */
function fillsRun({ end, phases, track }: Warmup, { schedule }: RuleContext): boolean {
  const all = track.phases.length;
  return end > schedule.length || (end === schedule.length && all > phases.length);
}

function describe({ end, to }: Warmup, { schedule }: RuleContext): string {
  const steps = formatCount(schedule.length);
  if (end === schedule.length) {
    return t`The warmup takes all ${steps} steps of the run: nothing is left for the phases after it.`;
  }
  const reached = formatNumber(
    schedule.tracks.get("learningRate")?.curve.at(schedule.length - 1) ?? NaN,
  );
  return t`The warmup ends at step ${formatCount(end)}, but the run has only ${steps} steps: the rate gets no further than ${reached} of ${formatNumber(to)}.`;
}

function fixes(warmup: Warmup, context: RuleContext): FixPlan[] {
  const [only] = warmup.phases;
  const shorter = only && warmup.phases.length === 1 ? shorterWarmup(only, context) : [];
  return [...shorter, ...longerRun(warmup, context)];
}

/** A usual warmup, and what the number may have been meant to say. */
function shorterWarmup(only: PhaseSpan, context: RuleContext): FixPlan[] {
  const { change, ofRun } = newRoundLength(context, only, usualWarmup(context.schedule));
  const title = t`Warm up for ${ofRun}`;
  return [{ title, preferred: true, changes: [change] }, ...meanings(only, context)];
}

/** The written number as a share of the run and as steps, where that is a warmup. */
function meanings(only: PhaseSpan, context: RuleContext): FixPlan[] {
  const written = parameter(context, only, "for");
  // a config of another program says it in its own way
  if (typeof written !== "number" && typeof written !== "string") return [];
  const parsed = parseDuration(written);
  if (parsed === undefined) return [];
  const { amount, unit } = parsed;
  const { length } = context.schedule;
  const read = (value: string, title: string): FixPlan => ({
    title,
    changes: [{ type: "set", path: [...only.path, "for"], value }],
  });
  const share = writtenShare(amount / 100);
  const steps = Math.round(length * (amount / 100));
  const [asShare, asSteps] = [amount <= 50 && steps >= 1, amount >= 10 && amount <= length / 2];
  return [
    ...(unit !== "percent" && asShare
      ? [read(share, t`Read it as a share of the run: ${share} (${plural(steps, "step")})`)]
      : []),
    ...(unit !== "steps" && asSteps && Number.isInteger(amount)
      ? [read(`${amount} steps`, t`Read it as ${plural(amount, "step")}`)]
      : []),
  ];
}

/** A run of which the warmup is a twentieth, in the unit of the run. */
function longerRun({ end }: Warmup, { definition, schedule }: RuleContext): FixPlan[] {
  const { stepsPerEpoch = 1, stepsPerRound = 1 } = schedule.time;
  const sizes = { steps: 1, epochs: stepsPerEpoch, rounds: stepsPerRound };
  for (const [unit, size] of Object.entries(sizes)) {
    const key = unit as keyof typeof sizes;
    if (typeof definition.length?.[key] !== "number") continue;
    const value = Math.ceil((end * TWENTY) / size);
    const title = t`Lengthen the run to ${plural(value, key.replace(/s$/, ""))}`;
    return [{ title, changes: [{ type: "set", path: ["length", key], value }] }];
  }
  return [];
}
