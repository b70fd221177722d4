import { CYCLES } from "../schedule/kinds/traits";
import type { PhaseSpan } from "../schedule/schedule";
import { formatNumber, formatShare } from "../text/format";
import { t } from "../text/words";
import { lengthLike } from "./support/phasePlans";
import type { Change } from "../edit/change";
import type { Finding, FixPlan, Rule, RuleContext } from "./rule";
import { blame, knownRate, parameter } from "./support/rate";
import { cutCycle } from "./support/repeatCycle";
import { sources } from "./support/sources";

/** With fewer steps the last one cannot come close to the lowest value. */
const FEW = 10;
/** A cycle that ends above this share of its height has not ended. */
const OPEN = 0.1;

export const truncatedCycle: Rule = {
  id: "truncated-cycle",
  severity: "warning",
  title: t("Cycle cut off by the end of the run"),
  why: t(
    "Cyclical schedules give their good models where the rate is lowest, at the end of a cycle; a run that stops inside one ends at a high rate.",
  ),
  source: sources.sgdr,
  check(context) {
    const rate = knownRate(context);
    const phase = rate?.track.phases.at(-1);
    if (rate === undefined || phase === undefined) return [];
    if (phase.kind === "repeat") return repeated(context, phase);
    if (!CYCLES.has(phase.kind)) return [];
    const { min, max } = phase.curve.extremes(0, phase.length - 1);
    const last = phase.curve.at(phase.length - 1);
    const open = (last - min) / (max - min);
    if (!(open > OPEN) || onlyFewSteps(phase)) return [];
    return [
      {
        path: blame(context, phase, "period", "up", "kind"),
        message: t`The run ends inside a cycle: its last update has ${formatNumber(last)}, ${formatShare(open)} of the way up from the lowest rate.`,
        fixes: phase.kind === "cyclic" ? fitCyclic(context, phase) : fitRestarts(context, phase),
      },
    ];
  },
};

/** A cycle of the user's own may end anywhere: what counts is where the whole one before ended. */
function repeated(context: RuleContext, phase: PhaseSpan): Finding[] {
  const cycle = cutCycle(context, phase);
  if (cycle === undefined) return [];
  const { whole, cut, first } = cycle;
  const { min, max } = phase.curve.extremes(whole, cut - 1);
  const [end, last] = [phase.curve.at(cut - 1), phase.curve.at(phase.length - 1)];
  const open = (last - end) / (max - min);
  if (!(open > OPEN) || first < FEW) return [];
  const given = parameter(context, phase, "period") !== undefined;
  return [
    {
      path: blame(context, phase, "period", "kind"),
      message: t`The run ends inside a cycle: its last update has ${formatNumber(last)}, where a whole cycle ends at ${formatNumber(end)}.`,
      fixes: given ? fitRestarts(context, phase, first) : [],
    },
  ];
}

/** With fewer than ten steps a cycle the last step cannot come close to the lowest value. */
function onlyFewSteps(phase: PhaseSpan): boolean {
  const second = phase.curve.breakpoints(0, phase.length, 2)[1];
  return second !== undefined && second < FEW;
}

/** The up and down of whole cycles, as near to those given as the run allows. */
function fitCyclic(context: RuleContext, phase: PhaseSpan): FixPlan[] {
  const [up, turn] = phase.curve.breakpoints(0, phase.length, 2);
  const period = turn ?? (up === undefined ? undefined : 2 * up);
  if (up === undefined || period === undefined) return [];
  const cycles = Math.max(1, Math.round(phase.length / period));
  const whole = phase.length / cycles;
  const rise = Math.max(1, Math.round((whole * up) / period));
  const fall = Math.max(1, Math.floor(whole) - rise);
  const changes: Change[] = [set(context, phase, "up", rise)];
  if (parameter(context, phase, "down") !== undefined || fall !== rise)
    changes.push(set(context, phase, "down", fall));
  return [
    {
      title: fitTitle(cycles),
      preferred: true,
      changes,
    },
  ];
}

/** T₀ = N (m − 1) / (mᵏ − 1) for the number k of cycles that is nearest to the one given. */
function fitRestarts(
  context: RuleContext,
  phase: PhaseSpan,
  first = phase.curve.breakpoints(0, phase.length, 1)[0] ?? phase.length,
): FixPlan[] {
  const growth = parameter(context, phase, "periodGrowth");
  const m = typeof growth === "number" ? growth : 1;
  const count =
    m === 1 ? phase.length / first : Math.log((phase.length * (m - 1)) / first + 1) / Math.log(m);
  const cycles = Math.max(1, Math.round(count));
  const total = m === 1 ? cycles : (m ** cycles - 1) / (m - 1);
  // Rounded up: the last cycle may be cut by a step or two, but no new one begins.
  const period = Math.max(1, Math.ceil(phase.length / total));
  return [
    {
      title: fitTitle(cycles),
      preferred: true,
      changes: [set(context, phase, "period", period)],
    },
  ];
}

function set(context: RuleContext, phase: PhaseSpan, key: string, steps: number): Change {
  const old = parameter(context, phase, key);
  return {
    type: "set",
    path: [...phase.path, key],
    value: lengthLike(old, steps, context),
  };
}

const fitTitle = (cycles: number): string =>
  cycles === 1 ? t("Fit 1 whole cycle into the run") : t`Fit ${cycles} whole cycles into the run`;
