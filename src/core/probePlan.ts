import type { ProbeRequest, ProbeSchedule } from "./probeContract";
import { controlSubject, withControls } from "./probeControls";
import { hasControls, PROBE_TASK_NAMES, probeTaskInfo, type ProbeTaskInfo } from "./probeTasks";
import { layerTrack, SAMPLE_TRACKS } from "./probeTracks";
import { namedSetting, type Setting } from "./probeSetting";
import { DataError } from "./data/parseCsv";
import { readTable } from "./data/readTable";
import type { Curve } from "./schedule/curve";
import type { Schedule } from "./schedule/schedule";
import { t } from "./text/words";

/** The user's wishes for a probe; what is left out is taken from the schedule's `probe` entry. */
export interface ProbeWishes {
  readonly task?: string | undefined;
  readonly steps?: number | undefined;
  readonly seeds?: number | undefined;
  /** 1 without it; others are fresh ones, for what was chosen by the first. */
  readonly firstSeed?: number | undefined;
  /** Steps between two measurements of gradients, of the curvature; none without it. */
  readonly measureEvery?: number | undefined;
  readonly sharpnessEvery?: number | undefined;
  /** Trains control arms beside each schedule; see probeControls.ts. */
  readonly control?: boolean | undefined;
}

/** A schedule as a probe trains it, with plain lists: one value a probe step for every hyper-parameter. */
export type PlannedSchedule = Omit<ProbeSchedule, "length" | "tracks"> & {
  readonly length: number;
  readonly tracks: Readonly<Record<string, number[]>>;
};

export type ProbePlan = Omit<ProbeRequest, "schedules"> & {
  readonly schedules: PlannedSchedule[];
};

/** What a probe does where neither the user nor the definition says; shown beside the result. */
export const PROBE_DEFAULTS = { task: "spirals", steps: 300, seeds: 3, optimizer: "sgd" } as const;

/** A schedule to be tried out, and its source text where that is to be saved with the run. */
export interface PlannableSchedule {
  readonly id: string;
  readonly schedule: Schedule;
  readonly definition?: string | undefined;
  readonly setting?: Setting | undefined;
}

/** A schedule cannot be tried out, in one sentence for the user. */
export class ProbePlanError extends Error {
  override readonly name = "ProbePlanError";
}

/**
 * The values that a probe trains with, from the evaluator that draws the curves. A run of N steps is
 * squeezed into the probe's P: probe step p uses what update floor(p · N / P) uses; of a run resumed
 * at step k, k + floor(p · (N − k) / P). The rate is
 * multiplied by the definition's `probe.learningRateScale`. Hyper-parameters without a track are the
 * optimizer's constants. The first schedule's `probe` entry speaks for all, so that they compare.
 *
 * @throws ProbePlanError where a value is missing or no schedule is given
 */
export function planProbe(schedules: readonly PlannableSchedule[], wishes: ProbeWishes): ProbePlan {
  const [first] = schedules;
  if (!first) throw new ProbePlanError(t("There is no schedule to try out."));
  const settings = first.schedule.probe;
  const steps = wishes.steps ?? settings?.steps ?? PROBE_DEFAULTS.steps;
  const seeds = wishes.seeds ?? settings?.seeds ?? PROBE_DEFAULTS.seeds;
  const task = wishes.task ?? settings?.task ?? PROBE_DEFAULTS.task;
  const info = probeTaskInfo(task);
  const planned = schedules.map((each) => planSchedule(each, steps, info));
  return {
    task,
    steps,
    seeds: Array.from({ length: seeds }, (_, index) => (wishes.firstSeed ?? 1) + index),
    schedules: wishes.control === true ? controlled(task, planned) : planned,
    ...(wishes.measureEvery !== undefined && { measureEvery: wishes.measureEvery }),
    ...(wishes.sharpnessEvery !== undefined && { sharpnessEvery: wishes.sharpnessEvery }),
  };
}

function controlled(task: string, planned: readonly PlannedSchedule[]): PlannedSchedule[] {
  if (!hasControls(task)) {
    const those = PROBE_TASK_NAMES.filter(hasControls).join(", ");
    throw new ProbePlanError(
      t`The task "${task}" has no control arms; those that have are ${those}.`,
    );
  }
  const all = planned.flatMap((schedule) => withControls(task, schedule));
  if (all.length > planned.length) return all;
  throw new ProbePlanError(
    t`Nothing to control: ${controlSubject(task) ?? t("what the task is about")} does not change in the run.`,
  );
}

/**
 * The plan with the data that its task trains on: `probe.data` of the first schedule.
 *
 * @param read The text of a file, by its path as the definition writes it; throws where it may not
 *   or cannot be read
 * @throws ProbePlanError where no data are named, or there is nothing to train on
 */
export async function withData(
  plan: ProbePlan,
  [first]: readonly PlannableSchedule[],
  read: (path: string) => Promise<string>,
): Promise<ProbePlan> {
  if (probeTaskInfo(plan.task)?.data === undefined) return plan;
  const { data: path, label } = first?.schedule.probe ?? {};
  if (path === undefined) {
    throw new ProbePlanError(
      t`The task "${plan.task}" needs a file: "probe": { "data": "./my.csv" }.`,
    );
  }
  const text = await read(path);
  try {
    return { ...plan, data: readTable(text, path.split("/").at(-1) ?? path, label) };
  } catch (error) {
    throw error instanceof DataError ? new ProbePlanError(error.message) : error;
  }
}

function planSchedule(
  { id, schedule, definition, setting }: PlannableSchedule,
  steps: number,
  task: ProbeTaskInfo | undefined,
): PlannedSchedule {
  const { name, length, optimizer } = schedule;
  if (!schedule.tracks.has("learningRate")) {
    throw new ProbePlanError(t`"${name}" has no learningRate, so there is nothing to try out.`);
  }
  return {
    id,
    name: setting ? namedSetting(name, setting) : name,
    length,
    tracks: {
      ...plannedTracks(schedule, steps),
      ...(task?.layers !== undefined && layerTracks(schedule, steps, task)),
      ...(task?.samples && sampleTracks(schedule, steps)),
    },
    optimizer: {
      name: optimizer?.name ?? PROBE_DEFAULTS.optimizer,
      ...(optimizer?.nesterov !== undefined && { nesterov: optimizer.nesterov }),
      ...(optimizer?.epsilon !== undefined && { epsilon: optimizer.epsilon }),
    },
    ...(definition !== undefined && { definition }),
    ...(setting !== undefined && { setting }),
  };
}

function plannedTracks(schedule: Schedule, steps: number): Record<string, number[]> {
  const { optimizer, probe } = schedule;
  const tracks: Record<string, number[]> = {};
  for (const key of ["momentum", "beta1", "beta2", "weightDecay"] as const) {
    const constant = optimizer?.[key];
    if (constant !== undefined) tracks[key] = Array.from({ length: steps }, () => constant);
  }
  for (const [name, { curve }] of schedule.tracks) {
    const scale = name === "learningRate" ? (probe?.learningRateScale ?? 1) : 1;
    tracks[name] = squeeze(schedule, name, curve, steps, scale);
  }
  return tracks;
}

/**
 * The rate of each of the task's layers by the definition's `layers`. Where these are more or fewer,
 * the task's are spread evenly over them, first to first, last to last.
 */
function layerTracks(
  schedule: Schedule,
  steps: number,
  { name: task, layers: count = 1 }: ProbeTaskInfo,
): Record<string, number[]> {
  const { layers, name, definition, probe } = schedule;
  if (layers.length === 0) return {};
  if (definition.layers?.groups !== undefined) {
    throw new ProbePlanError(
      t`"${name}" names groups of parameters. The task "${task}" has layers by depth: give "layers" a "count".`,
    );
  }
  const scale = probe?.learningRateScale ?? 1;
  return Object.fromEntries(
    Array.from({ length: count }, (_, i): [string, number[]] => {
      const place = count > 1 ? (i * (layers.length - 1)) / (count - 1) : layers.length - 1;
      const curve = layers[Math.round(place)]?.curve;
      const values = squeeze(schedule, `rate of layer ${i + 1}`, curve, steps, scale);
      return [layerTrack(i + 1), values];
    }),
  );
}

function sampleTracks({ samples }: Schedule, steps: number): Record<string, number[]> {
  if (!samples) return {};
  const { easy, hard, scale = 1 } = samples;
  const all = (value: number) => new Array<number>(steps).fill(value);
  return {
    [SAMPLE_TRACKS.easy]: all(easy),
    [SAMPLE_TRACKS.hard]: all(hard),
    [SAMPLE_TRACKS.scale]: all(scale),
  };
}

function squeeze(
  schedule: Schedule,
  name: string,
  curve: Curve | undefined,
  steps: number,
  scale: number,
): number[] {
  return Array.from({ length: steps }, (_, probeStep) => {
    const { resume, length } = schedule;
    const step = resume + Math.floor((probeStep * (length - resume)) / steps);
    const value = (curve?.at(step) ?? NaN) * scale;
    if (Number.isFinite(value)) return value;
    throw new ProbePlanError(
      t`"${schedule.name}" has no ${name} at step ${step}: finish the definition first.`,
    );
  });
}
