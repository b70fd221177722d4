import { beta2Of, describeBeta2, memoryOf } from "../facts/optimizer";
import { formatCount } from "../text/format";
import { t } from "../text/words";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { sources } from "./support/sources";

export const beta2MemoryLongerThanRun: Rule = {
  id: "beta2-memory-longer-than-run",
  counts: "updates",
  severity: "warning",
  title: t("Optimizer memory longer than half the run"),
  why: t(
    "β2 averages squared gradients over about 1 / (1 − β2) updates; where that is most of the run, the update size is still set by gradients from initialisation at its end.",
  ),
  source: sources.adam,
  check(context) {
    const { schedule } = context;
    const beta2 = beta2Of(schedule);
    if (beta2 === undefined || schedule.tracks.has("beta2")) return [];
    const memory = memoryOf(beta2.value);
    if (memory <= schedule.length / 2) return [];
    return [
      {
        path: ["optimizer", beta2.assumed ? "name" : "beta2"],
        message: t`${describeBeta2(beta2)} averages over ${formatCount(memory)} updates; the run has only ${formatCount(schedule.length)}.`,
        fixes: fixes(context),
      },
    ];
  },
};

/** The largest of the usual values whose memory is at most a tenth of the run. */
function fixes({ schedule }: RuleContext): FixPlan[] {
  const value = [0.99, 0.98, 0.95, 0.9].find((beta) => memoryOf(beta) <= schedule.length / 10);
  if (value === undefined) return [];
  const change = { type: "set", path: ["optimizer", "beta2"], value } as const;
  return [
    {
      title: t`Set β2 to ${value} (${formatCount(memoryOf(value))} updates)`,
      preferred: true,
      changes: [change],
    },
  ];
}
