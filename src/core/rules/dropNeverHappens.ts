import type { PhaseSpan } from "../schedule/schedule";
import { formatCount } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import type { Finding, Rule, RuleContext } from "./rule";
import { parameter } from "./support/rate";
import { sources } from "./support/sources";
import { type TimeBase, parseDuration, stepsOf } from "../schedule/time";
import { lengthLike } from "./support/phasePlans";

export const dropNeverHappens: Rule = {
  id: "drop-never-happens",
  counts: "steps",
  severity: "warning",
  title: t("Drop that never happens"),
  why: t(
    "A milestone beyond the end of its phase is never reached, so the rate stays high where a drop was planned; milestones count from the phase's start, not from the start of the run.",
  ),
  source: sources.milestones,
  unused: true,
  check(context) {
    return [...context.schedule.tracks.values()].flatMap(({ phases }) =>
      phases.flatMap((phase) => {
        if (phase.missing || phase.end <= phase.start) return [];
        if (phase.kind === "multiStep") return milestones(context, phase);
        return phase.kind === "step" ? terrace(context, phase) : [];
      }),
    );
  },
};

function milestones(context: RuleContext, phase: PhaseSpan): Finding[] {
  const at = parameter(context, phase, "at");
  if (!Array.isArray(at)) return [];
  const steps = phase.end - phase.start;
  return at.flatMap((milestone: unknown, index): Finding[] => {
    const place = inSteps(milestone, context.schedule.time);
    if (place === undefined || place < steps) return [];
    const path = [...phase.path, "at", index];
    const remove = {
      title: t("Remove the milestone"),
      preferred: at.length > 1,
      changes: [{ type: "remove" as const, path }],
    };
    const shifted = place - phase.start;
    const value = lengthLike(milestone, shifted, context);
    const shift = {
      title: t`Count from the phase's start: ${value}`,
      changes: [{ type: "set" as const, path, value }],
    };
    const values = Array.isArray(parameter(context, phase, "values"));
    return [
      {
        path,
        message: t`The phase lasts ${formatCount(steps)} steps from its start at step ${formatCount(phase.start)}; this milestone, ${formatCount(place)} steps after it, is never reached.`,
        fixes: [
          ...(shifted > 0 && shifted < steps && phase.start > 0 ? [shift] : []),
          ...(values || at.length < 2 ? [] : [remove]),
        ],
      },
    ];
  });
}

function terrace(context: RuleContext, phase: PhaseSpan): Finding[] {
  const every = parameter(context, phase, "every");
  const period = inSteps(every, context.schedule.time);
  const steps = phase.end - phase.start;
  if (period === undefined || period < steps) return [];
  const third = Math.max(1, Math.ceil(steps / 3));
  const value = lengthLike(every, third, context);
  const path = [...phase.path, "every"];
  return [
    {
      path,
      message: t`The first drop would come after ${formatCount(period)} steps, but the phase has only ${formatCount(steps)}.`,
      fixes: [
        {
          title: t`Drop every ${typeof value === "string" ? value : plural(value, "step")}`,
          preferred: true,
          changes: [{ type: "set", path, value }],
        },
      ],
    },
  ];
}

function inSteps(duration: unknown, time: TimeBase): number | undefined {
  if (typeof duration !== "number" && typeof duration !== "string") return undefined;
  const parsed = parseDuration(duration);
  return parsed && stepsOf(parsed, time)?.steps;
}
