import * as v from "valibot";
import { extrasSchema } from "../extras";
import { BACKENDS, type ProbePoint } from "../request";
import { controlSchema } from "../../core/probeControls";
import { MOST_RUN_BYTES } from "../../core/data/runBounds";
import type { ProbeRun, Replica, RunSchedule, RunState } from "./run";

// A run as a JSON file: what was trained (every value of every track, so that the run can be
// repeated), with what (versions, backend, settings), and what came of it.

export const RUN_FORMAT = "learning-rate-designer/probe-run";
export const RUN_VERSION = 1;

const MOST = { schedules: 64, seeds: 64, replicas: 1024, points: 1_000_001, series: 256 } as const;

const short = v.pipe(v.string(), v.maxLength(1000));
const long = v.pipe(v.string(), v.maxLength(100_000));
const finite = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const every = v.exactOptional(v.pipe(whole, v.minValue(1)));

/** Steps ascend; a value that was no number is null. */
const points = v.pipe(
  v.array(v.tuple([whole, v.nullable(finite)])),
  v.maxLength(MOST.points),
  v.check(
    (list) => list.every(([step], i) => i === 0 || step > (list[i - 1]?.[0] ?? 0)),
    "the steps of a curve must ascend",
  ),
);

const series = v.pipe(v.record(short, points), v.maxEntries(MOST.series));

const scheduleSchema = v.object({
  id: long,
  name: long,
  length: v.exactOptional(finite),
  optimizer: v.object({
    name: short,
    nesterov: v.exactOptional(v.boolean()),
    epsilon: v.exactOptional(finite),
  }),
  /** By track [step, value]: the value holds until the next point. */
  tracks: series,
  definition: v.exactOptional(long),
  control: v.exactOptional(controlSchema),
});

const replicaSchema = v.object({
  schedule: long,
  seed: whole,
  train: points,
  validation: points,
  accuracy: points,
  measured: series,
  extras: v.exactOptional(extrasSchema),
  diverged: v.exactOptional(v.object({ step: whole, cause: short })),
});

const runFileSchema = v.pipe(
  v.object({
    format: v.literal(RUN_FORMAT),
    version: v.literal(RUN_VERSION),
    /** When it was saved, ISO 8601. */
    saved: v.exactOptional(short),
    program: v.exactOptional(v.object({ name: short, version: short })),
    task: short,
    steps: v.pipe(whole, v.maxValue(MOST.points)),
    seeds: v.pipe(v.array(whole), v.maxLength(MOST.seeds)),
    settings: v.object({
      evaluateEvery: every,
      measureEvery: every,
      sharpnessEvery: every,
      backend: v.exactOptional(v.picklist(["auto", ...BACKENDS])),
    }),
    /** The user's own table is not saved; this tells whether another one is the same. */
    data: v.exactOptional(
      v.object({
        name: short,
        rows: whole,
        inputs: whole,
        classes: whole,
        fingerprint: v.pipe(v.string(), v.regex(/^[\da-f]{16}$/)),
      }),
    ),
    backend: v.exactOptional(v.object({ name: short, why: short })),
    end: v.object({
      state: v.picklist(["done", "cancelled", "interrupted", "failed"]),
      step: whole,
      seconds: v.exactOptional(finite),
      stepsPerSecond: v.exactOptional(finite),
      error: v.exactOptional(long),
    }),
    about: v.exactOptional(long),
    /** Points were left out of the curves to save space. */
    thinned: v.exactOptional(v.literal(true)),
    schedules: v.pipe(v.array(scheduleSchema), v.maxLength(MOST.schedules)),
    replicas: v.pipe(v.array(replicaSchema), v.maxLength(MOST.replicas)),
  }),
  v.check(({ schedules }) => unique(schedules.map(({ id }) => id)), "two schedules have one id"),
  v.check(({ seeds }) => unique(seeds), "a seed is given twice"),
  v.check(
    ({ schedules, seeds, replicas }) =>
      replicas.length === schedules.length * seeds.length &&
      unique(replicas.map(({ schedule, seed }) => `${seed}/${schedule}`)) &&
      replicas.every(
        ({ schedule, seed }) => seeds.includes(seed) && schedules.some(({ id }) => id === schedule),
      ),
    "there must be one replica for each schedule and seed",
  ),
);

const unique = (list: readonly unknown[]): boolean => new Set(list).size === list.length;

export type RunFile = v.InferOutput<typeof runFileSchema>;

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
      ({ id, name, length, optimizer, tracks, definition, control }) => ({
        id,
        name,
        ...given("length", length),
        optimizer: { ...optimizer },
        tracks: record(tracks, (list) => list.map(([step, value]) => [step, value])),
        ...given("definition", definition),
        ...given("control", control),
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
export function parseRunFile(text: string): ProbeRun {
  if (text.length > MOST_RUN_BYTES)
    throw new RunFileError("The file is too large for a saved run.");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new RunFileError("The file is not a saved run: it is not JSON.");
  }
  return readRunFile(data);
}

/**
 * Reads a saved run that is JSON already.
 *
 * @throws RunFileError where it is none, says why in a sentence
 */
export function readRunFile(data: unknown): ProbeRun {
  const head = v.safeParse(v.object({ format: v.literal(RUN_FORMAT), version: whole }), data);
  if (!head.success) {
    throw new RunFileError("The file is not a saved run: it does not say that it is one.");
  }
  if (head.output.version > RUN_VERSION) {
    throw new RunFileError(
      `The run was saved by a newer version of this extension (format ${head.output.version}).`,
    );
  }
  const result = v.safeParse(runFileSchema, data, { abortEarly: true });
  if (result.success) return fromRunFile(result.output);
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  throw new RunFileError(
    `The saved run is damaged: ${place === null ? "" : `${place}: `}${issue.message}.`,
  );
}

function fromRunFile(file: RunFile): ProbeRun {
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
