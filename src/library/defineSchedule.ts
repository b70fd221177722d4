import { buildSchedule } from "../core/schedule/build";
import type { ScheduleDefinition } from "./definition";
import { ScheduleError } from "./scheduleError";
import { EvaluatedSchedule, type TrainingSchedule } from "./trainingSchedule";

/**
 * Evaluates a definition: the very object that the editor previews, to train with.
 * `schedule.at(step).learningRate` is the rate of update number `step`, counted from 0.
 *
 * Throws a `ScheduleError` that lists everything that is wrong with the definition.
 */
export function defineSchedule<const Definition extends ScheduleDefinition>(
  definition: Definition,
): TrainingSchedule<Definition> {
  const copy = plainCopy(definition);
  const { schedule, issues } = buildSchedule(copy);
  const inherited = "extends" in definition;
  if (schedule === undefined || issues.length > 0 || inherited) {
    throw new ScheduleError(
      definition.name ?? "schedule",
      inherited ? [...issues, noBase] : issues,
    );
  }
  return new EvaluatedSchedule(schedule, definition);
}

const noBase = {
  code: "unknown-base",
  path: ["extends"],
  message: '"extends" belongs to schedule files. In a program write { ...base, learningRate: … }.',
};

/** The program may change its objects afterwards; the schedule stays what it was. */
function plainCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainCopy);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) copy[key] = plainCopy(item);
  return copy;
}
