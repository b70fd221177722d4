import type { ScheduleDefinition } from "../../schedule/definition";
import type { Schedule } from "../../schedule/schedule";
import { withLength } from "../../schedule/withLength";

/** What a run was meant to do. */
export interface Plan {
  readonly length: number;
  /** The rate of update `t`; held beyond the run's ends. */
  at(t: number): number;
  readonly peak: number;
  /** The least rate after the peak. */
  readonly floor: number;
  /** The update with the peak. */
  readonly peakAt: number;
  /** Ends of stretches on which the rate only rises or only falls, 0 and `length` among them. */
  readonly edges: readonly number[];
  /** The same definition over another number of updates; undefined where it has no such length. */
  stretched(length: number): Plan | undefined;
  readonly definition: ScheduleDefinition;
}

const MOST_EDGES = 64;

/** The learning rate of a schedule as a plan; undefined where it has none. */
export function planOf(schedule: Schedule): Plan | undefined {
  const curve = schedule.tracks.get("learningRate")?.curve;
  if (curve === undefined) return undefined;
  const { length, definition } = schedule;
  const { max } = curve.extremes(0, length);
  if (!Number.isFinite(max)) return undefined;
  const inner = curve.breakpoints(0, length, MOST_EDGES);
  const edges = [...new Set([0, ...inner, length])];
  const peakAt = edges.find((edge) => curve.at(edge) >= max * (1 - 1e-12)) ?? 0;
  return {
    length,
    at: (t) => curve.at(Math.min(length, Math.max(0, t))),
    peak: max,
    floor: curve.extremes(Math.min(length, Math.ceil(peakAt)), length).min,
    peakAt,
    edges,
    stretched: stretching(definition),
    definition,
  };
}

/** Lengths that are remembered: searches come back to the same ones again and again. */
const MOST_STRETCHED = 256;

function stretching(definition: ScheduleDefinition): Plan["stretched"] {
  const known = new Map<number, Plan | undefined>();
  return (steps) => {
    if (known.has(steps)) return known.get(steps);
    const schedule = withLength(definition, steps);
    const plan = schedule && planOf(schedule);
    if (known.size >= MOST_STRETCHED) known.clear();
    known.set(steps, plan);
    return plan;
  };
}

/** Every t in the plan, also fractional, at which its rate is `value`: one a stretch at most. */
export function timesOf(plan: Plan, value: number): number[] {
  return plan.edges.slice(0, -1).flatMap((start, i) => {
    const end = plan.edges[i + 1] ?? start;
    const [from, to] = [plan.at(start), plan.at(Math.max(start, end - 1e-9))];
    if (from === to || value < Math.min(from, to) || value > Math.max(from, to)) return [];
    return [bisect((t) => (plan.at(t) < value ? -1 : 1) * Math.sign(to - from), start, end)];
  });
}

/** Where a function changes its sign from − to + between two numbers. */
export function bisect(of: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  for (let i = 0; i < 60; i++) {
    const middle = (a + b) / 2;
    if (of(middle) < 0) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
