import * as v from "valibot";
import type { ProbePoint } from "../../../src/probe/request";
import { extrasSchema, type ProbeExtras, type ProbeVector } from "../../../src/probe/extras";
import { thin } from "./thin";
import { isActive, type ProbeRun, type Replica } from "./results";

// A hidden webview loses its script; what is kept with `setState` comes back with it. Curves of
// long probes are thinned to what a chart can show; the figures of the table are kept as they were.

/** Numbers kept in all; about 200 KB of JSON. */
const BUDGET = 12_000;

const number = v.nullable(v.pipe(v.number(), v.finite()));
const text = v.pipe(v.string(), v.maxLength(10_000));
const optional = <Schema extends v.GenericSchema>(schema: Schema) => v.exactOptional(schema);
const finite = v.pipe(v.number(), v.finite());

const keptSchema = v.object({
  state: v.picklist(["done", "cancelled", "failed", "interrupted"]),
  task: text,
  steps: finite,
  step: finite,
  schedules: v.array(v.object({ id: text, name: text })),
  seeds: v.array(finite),
  backend: optional(text),
  why: optional(text),
  about: optional(text),
  seconds: optional(finite),
  stepsPerSecond: optional(finite),
  error: optional(text),
  replicas: v.array(
    v.object({
      schedule: text,
      seed: finite,
      train: v.array(v.tuple([finite, number])),
      validation: v.array(v.tuple([finite, number])),
      accuracy: optional(finite),
      extras: optional(extrasSchema),
      diverged: optional(v.object({ step: finite, cause: text })),
    }),
  ),
});

export type KeptRun = v.InferOutput<typeof keptSchema>;

const given = <Value>(key: string, value: Value | undefined) =>
  value === undefined ? {} : { [key]: value };

/** The run as plain data. What still runs is kept as what it will be when it comes back. */
export function keepRun(run: ProbeRun): KeptRun {
  const points = Math.max(16, Math.floor(BUDGET / 4 / Math.max(1, run.replicas.length)));
  const state = isActive(run) || run.state === "idle" ? "interrupted" : run.state;
  return {
    state: state as KeptRun["state"],
    task: run.task,
    steps: run.steps,
    step: run.step,
    schedules: [...run.schedules],
    seeds: [...run.seeds],
    ...given("backend", run.backend),
    ...given("why", run.why),
    ...given("about", run.about),
    ...given("seconds", run.seconds),
    ...given("stepsPerSecond", run.stepsPerSecond),
    ...given("error", run.error),
    replicas: run.replicas.map((replica) => ({
      schedule: replica.schedule,
      seed: replica.seed,
      train: pack(replica.train, points),
      validation: pack(replica.validation, points),
      ...given("accuracy", replica.accuracy),
      extras: packExtras(replica.extras, points),
      ...given("diverged", replica.diverged),
    })),
  };
}

/** Six digits are more than a pixel shows and a table tells. */
const pack = (points: readonly ProbePoint[], most: number): [number, number | null][] =>
  thin(points, most).map(([step, value]) => [
    step,
    Number.isFinite(value) ? Number(value.toPrecision(6)) : null,
  ]);

/** As many numbers as a curve keeps; the first and the last vector always stay. */
function packExtras(extras: ProbeExtras, numbers: number): v.InferOutput<typeof extrasSchema> {
  return Object.fromEntries(
    Object.entries(extras).map(([name, vectors]) => [name, packVectors(vectors, numbers)]),
  );
}

function packVectors(vectors: readonly ProbeVector[], numbers: number): [number, number[]][] {
  const width = vectors[0]?.[1].length ?? 1;
  const most = Math.max(2, Math.floor(numbers / Math.max(1, width)));
  const every = Math.max(1, Math.ceil((vectors.length - 1) / (most - 1)));
  return vectors
    .filter((_, i) => i % every === 0 || i === vectors.length - 1)
    .map(([step, values]) => [step, values.map((value) => Number(value.toPrecision(6)))]);
}

/** Reads a kept run; undefined where there is none or it is not ours. */
export function readKeptRun(kept: unknown): ProbeRun | undefined {
  const result = v.safeParse(keptSchema, kept);
  if (!result.success) return undefined;
  const { backend, why, about, seconds, stepsPerSecond, error, replicas, ...rest } = result.output;
  return {
    ...rest,
    backend,
    why,
    about,
    seconds,
    stepsPerSecond,
    error,
    secondsLeft: undefined,
    replicas: replicas.map(
      ({ schedule, seed, train, validation, accuracy, diverged, extras }): Replica => ({
        schedule,
        seed,
        train: train.map(unpack),
        validation: validation.map(unpack),
        extras: extras ?? {},
        accuracy,
        diverged,
      }),
    ),
  };
}

const unpack = ([step, value]: readonly [number, number | null]): ProbePoint => [
  step,
  value ?? NaN,
];
