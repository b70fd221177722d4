import type { ProbeRequest, ProbeSchedule } from "../../core/probeContract";
import type { OptimizerName } from "../request";
import { optimizerNamed } from "../optimizerName";
import { speedLimit } from "../theory/speedLimit";
import { RULES } from "./rules/table";
import type { TrackValue, UpdateRule } from "./rules/rule";

/** Schedules that share one update rule, trained as one batched model. */
export interface Group {
  readonly rule: UpdateRule;
  readonly schedules: readonly ProbeSchedule[];
}

const DEFAULTS: Readonly<Record<string, number>> = {
  momentum: 0,
  beta1: 0.9,
  beta2: 0.999,
  weightDecay: 0,
};

/** The ε that each optimizer has where the definition names none: PyTorch's and optax's. */
const epsilonOf = ({ optimizer }: ProbeSchedule): number =>
  optimizer.epsilon ?? (optimizerNamed(optimizer.name) === "lamb" ? 1e-6 : 1e-8);

/** Reads a schedule's tracks at `step`; 0 for a track that nobody gave and that has no default. */
export function trackValue(schedule: ProbeSchedule, step: number): TrackValue {
  return (track) =>
    track === "epsilon"
      ? epsilonOf(schedule)
      : (schedule.tracks[track]?.[step] ?? DEFAULTS[track] ?? 0);
}

const used = (schedules: readonly ProbeSchedule[], track: string): boolean =>
  schedules.some(({ tracks }) => tracks[track]?.some((value) => value !== 0) ?? false);

const ruleName = ({ optimizer }: ProbeSchedule): OptimizerName => {
  const name = optimizerNamed(optimizer.name);
  if (name === undefined) throw new Error(`unknown optimizer ${optimizer.name}`);
  if (name === "heavyBall") return "sgd";
  return name === "sgd" && optimizer.nesterov === true ? "nesterov" : name;
};

/** The request's schedules by update rule, in the order in which the rules first appear. */
export function groups(request: ProbeRequest): Group[] {
  const byRule = new Map<OptimizerName, ProbeSchedule[]>();
  for (const schedule of request.schedules) {
    const name = ruleName(schedule);
    byRule.set(name, [...(byRule.get(name) ?? []), schedule]);
  }
  return [...byRule].map(([name, schedules]) => ({
    schedules,
    rule: RULES[name]({
      nesterov: false,
      momentum: used(schedules, "momentum"),
      weightDecay: used(schedules, "weightDecay"),
    }),
  }));
}

/** The speed limit that a curvature sets for a schedule's optimizer at a step, where there is one. */
export function limitOf(
  schedule: ProbeSchedule,
  step: number,
  curvature: number,
): number | undefined {
  const value = trackValue(schedule, step);
  return speedLimit(ruleName(schedule), curvature, {
    momentum: value("momentum"),
    beta1: value("beta1"),
  });
}
