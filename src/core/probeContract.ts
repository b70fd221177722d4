import * as v from "valibot";
import { boundedList } from "./data/boundedList";
import { probeDataSchema, type ProbeData } from "./data/probeData";
import { settingSchema } from "./probeSetting";

// What a probe trains, said once: the plan of host and command line, the messages from host to panel
// and from panel to worker, the engine, and the file of a saved run are made of these entries. Plain
// data throughout, so that all of it travels.

export const BACKENDS = ["webgpu", "webgl", "wasm", "cpu"] as const;
export type BackendName = (typeof BACKENDS)[number];

/** "auto" takes the first of WebGPU, WebGL, WASM, CPU that is there and worth it. */
export const BACKEND_CHOICES = ["auto", ...BACKENDS] as const;
export type BackendChoice = (typeof BACKEND_CHOICES)[number];

/** Bounds of what travels; a run of many shards has bounds of its own. */
export const PROBE_LIMITS = {
  steps: 100_000,
  seeds: 64,
  /** As many as a panel shows, each with two control arms. */
  schedules: 96,
  tracks: 64,
} as const;

const text = v.pipe(v.string(), v.maxLength(100_000));
const finite = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const every = v.exactOptional(v.pipe(whole, v.minValue(1)));

/** What a control arm holds: the same total without its course, or nothing of it. */
const CONTROL_KINDS = ["equalTotal", "none"] as const;

const controlSchema = v.object({
  /** `id` of the schedule that it is the control of. */
  of: text,
  kind: v.picklist(CONTROL_KINDS),
});

export type Control = v.InferOutput<typeof controlSchema>;

/** The optimizer of a schedule; its other hyper-parameters are tracks. */
const optimizerSchema = v.object({
  /** One of OPTIMIZERS, in any case ("AdamW"); anything else ends the probe with a message. */
  name: text,
  /** With `sgd`: Nesterov's momentum. */
  nesterov: v.exactOptional(v.boolean()),
  /** Adam's and LAMB's ε (1e-8, LAMB 1e-6); LARS's ε (1e-8). */
  epsilon: v.exactOptional(finite),
});

/** What a schedule is, whether planned, sent or saved; how its tracks are written differs. */
export const scheduleEntries = {
  /** Names the schedule in events; unique within the request. */
  id: text,
  name: text,
  /** N of the run that the probe stands for, for display. */
  length: v.exactOptional(finite),
  optimizer: optimizerSchema,
  /** The source text of the definition, for whoever saves the run; the engine does not use it. */
  definition: v.exactOptional(text),
  /** What it is the control arm of; the engine trains it as any other. */
  control: v.exactOptional(controlSchema),
  /** What a grid has set in the definition, by path; the engine does not use it. */
  setting: v.exactOptional(settingSchema),
};

/** How a probe is asked for, beyond task, steps and seeds. */
export const settingsEntries = {
  /** Updates between two evaluations on the validation set; about 50 evaluations without it. */
  evaluateEvery: every,
  /** Updates between two measurements of gradients and updates; none without it. */
  measureEvery: every,
  /** Updates between two measurements of the curvature (dear: some 20 gradients); none without it. */
  sharpnessEvery: every,
  backend: v.exactOptional(v.picklist(BACKEND_CHOICES)),
};

/** One value for each probe step. */
const stepValues = v.union([
  boundedList(finite, PROBE_LIMITS.steps),
  v.custom<Float64Array>(
    (values) => values instanceof Float64Array && values.length <= PROBE_LIMITS.steps,
    "as many values as a probe has steps",
  ),
]);

/**
 * A schedule as a probe trains it: probe step p uses the run's step floor(p · N / steps), so the whole
 * run is squeezed into the probe.
 */
const probeScheduleSchema = v.object({
  ...scheduleEntries,
  /**
   * `learningRate` is required. `momentum` (0 without it), `beta1` (0.9), `beta2` (0.999),
   * `weightDecay` (0) are used by the update rules that have them, further tracks by tasks.
   */
  tracks: v.pipe(v.record(text, stepValues), v.maxEntries(PROBE_LIMITS.tracks)),
});

/** What travels of a request; what is sensible for a task is for the engine to say. */
export const probeRequestSchema = v.object({
  /** The name of a task of src/probe/tasks/table.ts. */
  task: text,
  /** Number of updates; every list in `tracks` has this length. */
  steps: whole,
  /** One replica of every schedule for each seed; non-negative integers, each once. */
  seeds: boundedList(whole, PROBE_LIMITS.seeds),
  schedules: boundedList(probeScheduleSchema, PROBE_LIMITS.schedules),
  /** The user's own data, for the task that trains on them. */
  data: v.exactOptional(probeDataSchema),
  ...settingsEntries,
});

type Frozen<Value> = Value extends Float64Array
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly Frozen<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
      : Value;

export type ProbeOptimizer = Frozen<v.InferOutput<typeof optimizerSchema>>;
export type StepValues = Frozen<v.InferOutput<typeof stepValues>>;
export type ProbeSchedule = Frozen<v.InferOutput<typeof probeScheduleSchema>>;
export type ProbeRequest = Frozen<Omit<v.InferOutput<typeof probeRequestSchema>, "data">> & {
  readonly data?: ProbeData;
};
