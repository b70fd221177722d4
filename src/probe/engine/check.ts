import { PROBE_LIMITS, type ProbeRequest, type ProbeSchedule } from "../../core/probeContract";
import { parameterCount, type Task } from "../tasks/task";
import { optimizerNamed } from "../optimizerName";
import { OPTIMIZERS } from "../request";
import { stagePlans, trainingsOf } from "./stages";
import { writtenCount } from "../../core/text/format";

/** Beyond these a probe is no longer a matter of seconds; a training framework does it better. */
const LIMITS = { steps: PROBE_LIMITS.steps, replicas: 1024, weights: 50_000_000 } as const;

const whole = (value: number): boolean => Number.isSafeInteger(value);

function checkTrack(schedule: ProbeSchedule, steps: number): string | undefined {
  for (const [track, values] of Object.entries(schedule.tracks)) {
    if (values.length !== steps) {
      return `Schedule "${schedule.name}" has ${writtenCount(values.length)} values of ${track} for ${writtenCount(steps)} steps.`;
    }
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      return `Schedule "${schedule.name}" has no finite ${track} at step ${writtenCount(wrong)}: ${String(values[wrong])}.`;
    }
  }
  return undefined;
}

function checkSchedule(schedule: ProbeSchedule, steps: number): string | undefined {
  const { name, tracks, optimizer } = schedule;
  if (tracks["learningRate"] === undefined) return `Schedule "${name}" has no learningRate.`;
  if (optimizerNamed(optimizer.name) === undefined) {
    const known = OPTIMIZERS.join(", ");
    return `The probe has no optimizer "${optimizer.name}" (schedule "${name}"); it has ${known}.`;
  }
  if (optimizer.epsilon !== undefined && !(optimizer.epsilon >= 0)) {
    return `Schedule "${name}" has the epsilon ${optimizer.epsilon}; it must not be negative.`;
  }
  return checkTrack(schedule, steps);
}

function checkSize(request: ProbeRequest, task: Task): string | undefined {
  const { steps, seeds, schedules } = request;
  const replicas = seeds.length * Math.max(...stagePlans(task, request).map(trainingsOf));
  if (!whole(steps) || steps < 1) return `A probe needs at least 1 step, not ${steps}.`;
  if (steps > LIMITS.steps) {
    return `A probe of ${writtenCount(steps)} steps is too long; at most ${writtenCount(LIMITS.steps)}.`;
  }
  if (replicas > LIMITS.replicas || replicas * parameterCount(task) > LIMITS.weights) {
    const trainings = `${schedules.length} schedules × ${seeds.length} seeds`;
    return `${trainings} are ${writtenCount(replicas)} trainings of "${task.name}", too many to run at once.`;
  }
  return undefined;
}

function checkSeeds(seeds: readonly number[]): string | undefined {
  if (seeds.length === 0) return "A probe needs at least one seed.";
  const wrong = seeds.find((seed) => !whole(seed) || seed < 0);
  if (wrong !== undefined) return `A seed is a whole number from 0, not ${wrong}.`;
  return new Set(seeds).size < seeds.length ? "A seed is given twice." : undefined;
}

/** What makes a request impossible, as one sentence for the user; undefined where nothing does. */
export function checkRequest(request: ProbeRequest, task: Task): string | undefined {
  const { schedules, seeds, steps } = request;
  if (schedules.length === 0) return "There is no schedule to train.";
  if (new Set(schedules.map(({ id }) => id)).size < schedules.length) {
    return "Two schedules have the same id.";
  }
  for (const every of [request.evaluateEvery, request.measureEvery, request.sharpnessEvery]) {
    if (every !== undefined && (!whole(every) || every < 1)) {
      return `Nothing can be measured every ${every} steps; the least is every step.`;
    }
  }
  const wrong = checkSeeds(seeds) ?? checkSize(request, task);
  if (wrong !== undefined) return wrong;
  for (const schedule of schedules) {
    const message = checkSchedule(schedule, steps);
    if (message !== undefined) return message;
  }
  return undefined;
}
