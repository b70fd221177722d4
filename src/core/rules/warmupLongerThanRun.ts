import { ownEnd } from "../facts/phase";
import { type Warmup, warmupOf } from "../facts/warmup";
import { formatCount, formatNumber } from "../text/format";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { setLength } from "./support/phasePlans";
import { blame } from "./support/rate";
import { usualWarmup } from "./support/usualWarmup";
import { sources } from "./support/sources";

export const warmupLongerThanRun: Rule = {
  id: "warmup-longer-than-run",
  severity: "error",
  title: "Warmup longer than the run",
  why: "The rate never reaches its peak and no decay is run, so the whole training happens at a rate that was meant for its first steps.",
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
    return `The warmup takes all ${steps} steps of the run: nothing is left for the phases after it.`;
  }
  const reached = formatNumber(
    schedule.tracks.get("learningRate")?.curve.at(schedule.length - 1) ?? NaN,
  );
  return `The warmup ends at step ${formatCount(end)}, but the run has only ${steps} steps: the rate gets no further than ${reached} of ${formatNumber(to)}.`;
}

function fixes(warmup: Warmup, context: RuleContext): FixPlan[] {
  const { length } = context.schedule;
  const plans: FixPlan[] = [];
  const [only] = warmup.phases;
  if (only && warmup.phases.length === 1) {
    const steps = usualWarmup(context.schedule);
    const title = `Warm up for ${formatCount(steps)} of the ${formatCount(length)} steps`;
    plans.push({ title, preferred: true, changes: [setLength(context, only, steps)] });
  }
  if (typeof context.definition.length?.steps === "number") {
    const steps = warmup.end * 20;
    const title = `Lengthen the run to ${formatCount(steps)} steps`;
    plans.push({ title, changes: [{ type: "set", path: ["length", "steps"], value: steps }] });
  }
  return plans;
}
