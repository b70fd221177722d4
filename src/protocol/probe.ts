import * as v from "valibot";
import { probeDataSchema } from "../core/data/probeData";
import { controlSchema } from "../core/probeControls";
import { finite, LIMITS, list, text, whole } from "./shapes";

const every = v.exactOptional(v.pipe(whole, v.minValue(1), v.maxValue(LIMITS.probeSteps)));
/** What a probe can compute on; "auto" takes the first that is there and worth it. */
export const BACKEND_CHOICES = ["auto", "webgpu", "webgl", "wasm", "cpu"] as const;
export type BackendChoice = (typeof BACKEND_CHOICES)[number];

/** The user's wishes; what is left out is taken from the schedule's `probe` entry. */
export const probeOptionsSchema = v.strictObject({
  task: v.exactOptional(text),
  steps: v.exactOptional(v.pipe(whole, v.minValue(1), v.maxValue(LIMITS.probeSteps))),
  seeds: v.exactOptional(v.pipe(whole, v.minValue(1), v.maxValue(LIMITS.probeSeeds))),
  /** Steps between two measurements; without it nothing is measured. */
  measureEvery: every,
  sharpnessEvery: every,
  /** Trains control arms beside each schedule. */
  control: v.exactOptional(v.boolean()),
  /** What to compute on; without it the setting, which by default lets the probe choose. */
  backend: v.exactOptional(v.picklist(BACKEND_CHOICES)),
});

const values = list(finite, LIMITS.probeSteps);

/**
 * One schedule as a probe trains it. `tracks` holds for every track one value a probe step: probe
 * step p uses the run's step floor(p · N / steps), so the whole run is squeezed into the probe.
 */
export const probeScheduleSchema = v.object({
  id: text,
  name: text,
  /** N of the run that the probe stands for. */
  length: finite,
  tracks: v.record(text, values),
  optimizer: v.object({
    name: text,
    nesterov: v.exactOptional(v.boolean()),
    epsilon: v.exactOptional(finite),
  }),
  /** The source text of the definition, to be saved with the run. */
  definition: v.exactOptional(text),
  control: v.exactOptional(controlSchema),
});

/** Everything a probe needs; plain data, for a worker, and independent of any evaluator. */
export const probeRequestSchema = v.object({
  task: text,
  /** Probe steps: every list in `tracks` has this length. */
  steps: whole,
  /** The seeds themselves, one replica each. */
  seeds: list(whole, LIMITS.probeSeeds),
  schedules: list(probeScheduleSchema, LIMITS.shownSchedules),
  backend: v.exactOptional(v.picklist(BACKEND_CHOICES)),
  data: v.exactOptional(probeDataSchema),
  measureEvery: every,
  sharpnessEvery: every,
});

/** The mean speed limit that a probe measured for each schedule, as [probe step, rate]. */
export const probeLimitsSchema = list(
  v.strictObject({
    schedule: text,
    points: list(v.strictTuple([whole, v.pipe(finite, v.gtValue(0))]), LIMITS.limitPoints),
  }),
  LIMITS.shownSchedules,
);

/** How far a probe is, as the panel tells the host. */
export const probeStateSchema = v.strictObject({
  state: v.picklist(["idle", "running", "paused", "done", "cancelled", "failed"]),
  step: whole,
  steps: whole,
  /** The tfjs backend used: "webgpu", "webgl", "wasm" or "cpu"; absent before one started. */
  backend: v.exactOptional(text),
  /** Mean training loss over seeds and schedules, first and latest; null where it diverged. */
  firstLoss: v.exactOptional(v.nullable(finite)),
  lastLoss: v.exactOptional(v.nullable(finite)),
  error: v.exactOptional(text),
});

export type ProbeOptions = v.InferOutput<typeof probeOptionsSchema>;
export type ProbeWireRequest = v.InferOutput<typeof probeRequestSchema>;
export type ProbeLimits = v.InferOutput<typeof probeLimitsSchema>;
export type ProbeState = v.InferOutput<typeof probeStateSchema>;
