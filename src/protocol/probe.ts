import * as v from "valibot";
import { BACKEND_CHOICES } from "../core/probeContract";
import { finite, LIMITS, list, text, whole } from "./shapes";

const every = v.exactOptional(v.pipe(whole, v.minValue(1), v.maxValue(LIMITS.probeSteps)));
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
export type ProbeLimits = v.InferOutput<typeof probeLimitsSchema>;
export type ProbeState = v.InferOutput<typeof probeStateSchema>;
