import { beta2Of, describeBeta2, memoryOf } from "../facts/optimizer";
import { warmupOf } from "../facts/warmup";
import { formatCount } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule } from "./rule";
import { newLength } from "./support/phasePlans";
import { blame } from "./support/rate";
import { sources } from "./support/sources";

/** Published recipes that give the warmup such a share of a short run learn well with it. */
const ENOUGH = 0.05;

export const warmupShorterThanBeta2: Rule = {
  id: "warmup-shorter-than-beta2",
  counts: "updates",
  severity: "information",
  title: t("Warmup shorter than the optimizer's memory"),
  why: t(
    "Until about 1 / (1 − β2) updates have passed, the average of squared gradients rests on few samples and update sizes are erratic; 2 / (1 − β2) updates of linear warmup cover that.",
  ),
  source: sources.maYarats,
  check(context) {
    const { schedule } = context;
    const warmup = warmupOf(schedule);
    const beta2 = beta2Of(schedule);
    if (warmup === undefined || beta2 === undefined || warmup.end === 0) return [];
    const memory = memoryOf(beta2.value);
    if (warmup.end >= memory || warmup.end >= ENOUGH * schedule.length) return [];
    // That the memory is most of the run has a rule of its own, and no warmup helps against it.
    if (memory > schedule.length / 2 && !schedule.tracks.has("beta2")) return [];
    const last = warmup.phases.at(-1);
    if (last === undefined) return [];
    return [
      {
        path: blame(context, last, "for"),
        message: t`The warmup takes ${formatCount(warmup.end)} steps, less than the memory of ${formatCount(memory)} updates that ${describeBeta2(beta2)} has.`,
        fixes: fixes(),
      },
    ];

    function fixes(): FixPlan[] {
      const steps = Math.round(2 * memory);
      const plans: FixPlan[] = [];
      if (last && warmup?.phases.length === 1 && steps <= schedule.length / 5) {
        const { change, text } = newLength(context, last, steps);
        const title = t`Warm up for 2 / (1 − β2) = ${text}`;
        plans.push({ title, preferred: true, changes: [change] });
      }
      const value = [0.99, 0.98, 0.95, 0.9].find(
        (beta) => 2 * memoryOf(beta) <= (warmup?.end ?? 0),
      );
      if (value === undefined || schedule.tracks.has("beta2")) return plans;
      const title = t`Set β2 to ${value} (${formatCount(memoryOf(value))} updates)`;
      return [...plans, { title, changes: [{ type: "set", path: ["optimizer", "beta2"], value }] }];
    }
  },
};
