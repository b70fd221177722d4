import * as v from "valibot";
import type { ProbePoint } from "../request";
import { MOST_RUN_BYTES } from "../../core/data/runBounds";
import type { ProbeRun, Replica, RunSchedule, RunState } from "./run";
import {
  PART_FORMAT,
  RUN_FORMAT,
  RUN_VERSION,
  runFileSchema,
  whole,
  type RunFile,
} from "./runSchema";
import { t } from "../../core/text/words";

const ENDS: Record<RunState, RunFile["end"]["state"]> = {
  preparing: "interrupted",
  running: "interrupted",
  paused: "interrupted",
  done: "done",
  cancelled: "cancelled",
  interrupted: "interrupted",
  failed: "failed",
};

const given = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };

/**
 * The run as plain data for a file. What still runs is written as what it is if nothing more comes.
 * Losses are single-precision numbers, of which nine digits are exact.
 */
export function toRunFile(
  run: ProbeRun,
  made: { readonly saved?: string; readonly version?: string; readonly digits?: number } = {},
): RunFile {
  const digits = made.digits ?? 9;
  const pack = packer(digits);
  return {
    format: RUN_FORMAT,
    version: RUN_VERSION,
    ...given("saved", made.saved),
    ...(made.version !== undefined && {
      program: { name: "learning-rate-designer", version: made.version },
    }),
    task: run.task,
    ...given("about", run.about),
    steps: run.steps,
    seeds: [...run.seeds],
    settings: { ...run.settings },
    ...given("data", run.data && { ...run.data }),
    ...(run.backend !== undefined && { backend: { name: run.backend, why: run.why ?? "" } }),
    end: {
      state: ENDS[run.state],
      step: run.step,
      ...given("seconds", run.seconds),
      ...given("stepsPerSecond", run.stepsPerSecond),
      ...given("error", run.error),
    },
    ...(run.thinned && { thinned: true as const }),
    schedules: run.schedules.map(
      ({ id, name, length, optimizer, tracks, definition, control, setting }) => ({
        id,
        name,
        ...given("length", length),
        optimizer: { ...optimizer },
        tracks: record(tracks, (list) => list.map(([step, value]) => [step, value])),
        ...given("definition", definition),
        ...given("control", control),
        ...given("setting", setting),
      }),
    ),
    replicas: run.replicas.map((replica) => ({
      schedule: replica.schedule,
      seed: replica.seed,
      train: pack(replica.train),
      validation: pack(replica.validation),
      accuracy: pack(replica.accuracy),
      measured: record(replica.measured, pack),
      ...(Object.keys(replica.extras).length > 0 && { extras: packExtras(replica, digits) }),
      ...given("diverged", replica.diverged && { ...replica.diverged }),
    })),
  };
}

type FilePoint = [step: number, value: number | null];

const packer =
  (digits: number) =>
  (points: readonly ProbePoint[]): FilePoint[] =>
    points.map(([step, value]) => [
      step,
      Number.isFinite(value) ? Number(value.toPrecision(digits)) : null,
    ]);

const packExtras = (
  { extras }: Replica,
  digits: number,
): NonNullable<RunFile["replicas"][number]["extras"]> =>
  Object.fromEntries(
    Object.entries(extras).map(([name, vectors]) => [
      name,
      vectors.map(([step, values]) => [
        step,
        values.map((value) => Number(value.toPrecision(digits))),
      ]),
    ]),
  );

const record = <Value, Packed>(
  map: ReadonlyMap<string, Value>,
  pack: (value: Value) => Packed,
): Record<string, Packed> =>
  Object.fromEntries([...map].map(([name, value]) => [name, pack(value)]));

/** A file is not a saved run, in one sentence. */
export class RunFileError extends Error {
  override readonly name = "RunFileError";
}

/**
 * Reads the text of a saved run.
 *
 * @throws RunFileError where it is none, says why in a sentence
 */
export const parseRunFile = (text: string): ProbeRun => readRunFile(parseJson(text));

/** @throws RunFileError where the text is too long, or no JSON */
export function parseJson(text: string): unknown {
  if (text.length > MOST_RUN_BYTES)
    throw new RunFileError(t("The file is too large for a saved run."));
  try {
    return JSON.parse(text);
  } catch {
    throw new RunFileError(t("The file is not a saved run: it is not JSON."));
  }
}

const headSchema = v.object({ format: v.picklist([RUN_FORMAT, PART_FORMAT]), version: whole });

/** @throws RunFileError where the data do not say that they are a run, or a part of one */
export function formatOf(data: unknown): typeof RUN_FORMAT | typeof PART_FORMAT {
  const head = v.safeParse(headSchema, data);
  if (!head.success) {
    throw new RunFileError(t("The file is not a saved run: it does not say that it is one."));
  }
  if (head.output.version > RUN_VERSION) {
    throw new RunFileError(
      t`The run was saved by a newer version of this extension (format ${head.output.version}).`,
    );
  }
  return head.output.format;
}

/**
 * Reads a saved run that is JSON already.
 *
 * @throws RunFileError where it is none, says why in a sentence
 */
export function readRunFile(data: unknown): ProbeRun {
  if (formatOf(data) === PART_FORMAT) {
    throw new RunFileError(
      t(
        'The file is a part of a run: "learning-rate-designer probe merge" makes the run of all its parts.',
      ),
    );
  }
  return fromRunFile(checked(runFileSchema, data));
}

/** @throws RunFileError that names the place */
export function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  data: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, data, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  throw new RunFileError(
    t`The saved run is damaged: ${place === null ? "" : `${place}: `}${issue.message}.`,
  );
}

/** A run, or a part of one, from what its file says. */
export function fromRunFile(file: Omit<RunFile, "format">): ProbeRun {
  const { end, backend } = file;
  return {
    state: end.state,
    task: file.task,
    steps: file.steps,
    seeds: file.seeds,
    settings: file.settings,
    data: file.data,
    schedules: file.schedules.map(scheduleOf),
    replicas: file.replicas.map(replicaOf),
    thinned: file.thinned === true,
    step: end.step,
    stage: undefined,
    secondsLeft: undefined,
    backend: backend?.name,
    why: backend?.why,
    about: file.about,
    seconds: end.seconds,
    stepsPerSecond: end.stepsPerSecond,
    error: end.error,
  };
}

const unpack = (list: readonly FilePoint[]): ProbePoint[] =>
  list.map(([step, value]) => [step, value ?? NaN]);

const mapOf = (series: Readonly<Record<string, FilePoint[]>>): Map<string, ProbePoint[]> =>
  new Map(Object.entries(series).map(([name, list]) => [name, unpack(list)]));

const scheduleOf = (schedule: RunFile["schedules"][number]): RunSchedule => ({
  id: schedule.id,
  name: schedule.name,
  length: schedule.length,
  optimizer: schedule.optimizer,
  tracks: mapOf(schedule.tracks),
  definition: schedule.definition,
  control: schedule.control,
  setting: schedule.setting,
});

const replicaOf = (replica: RunFile["replicas"][number]): Replica => ({
  schedule: replica.schedule,
  seed: replica.seed,
  train: unpack(replica.train),
  validation: unpack(replica.validation),
  accuracy: unpack(replica.accuracy),
  measured: mapOf(replica.measured),
  extras: replica.extras ?? {},
  diverged: replica.diverged,
});
