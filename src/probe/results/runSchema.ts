import * as v from "valibot";
import { scheduleEntries, settingsEntries } from "../../core/probeContract";
import { extrasSchema } from "../extras";

// A run as a JSON file: what was trained (every value of every track, so that the run can be
// repeated), with what (versions, backend, settings), and what came of it.

export const RUN_FORMAT = "learning-rate-designer/probe-run";
/** What a shard has trained of a run. */
export const PART_FORMAT = "learning-rate-designer/probe-part";
export const RUN_VERSION = 1;

/** More than one machine trains at once: runs that were trained in shards are opened, too. */
export const MOST = {
  schedules: 256,
  seeds: 1024,
  replicas: 16_384,
  points: 1_000_001,
  series: 256,
} as const;

const short = v.pipe(v.string(), v.maxLength(1000));
const long = v.pipe(v.string(), v.maxLength(100_000));
const finite = v.pipe(v.number(), v.finite());
export const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

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
  ...scheduleEntries,
  /** By track [step, value]: the value holds until the next point. */
  tracks: series,
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

/** What the file of a run and that of a part of one have in common. */
export const runEntries = {
  version: v.literal(RUN_VERSION),
  /** When it was saved, ISO 8601. */
  saved: v.exactOptional(short),
  program: v.exactOptional(v.object({ name: short, version: short })),
  task: short,
  steps: v.pipe(whole, v.maxValue(MOST.points)),
  seeds: v.pipe(v.array(whole), v.maxLength(MOST.seeds)),
  settings: v.object(settingsEntries),
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
};

const unique = (list: readonly unknown[]): boolean => new Set(list).size === list.length;

export const eachOnce = ({
  schedules,
  seeds,
}: {
  readonly schedules: readonly { readonly id: string }[];
  readonly seeds: readonly number[];
}): boolean => unique(schedules.map(({ id }) => id)) && unique(seeds);

export const EACH_ONCE = "a schedule's id or a seed is given twice";

export const runFileSchema = v.pipe(
  v.object({ format: v.literal(RUN_FORMAT), ...runEntries }),
  v.check((file) => eachOnce(file), EACH_ONCE),
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

export type RunFile = v.InferOutput<typeof runFileSchema>;
