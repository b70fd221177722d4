import type { BackendName } from "../core/probeContract";
import type { ProbeExtras } from "./extras";
import type { RunData } from "./results/runData";

// What the probe engine tells while it runs, and how it is steered; what it is asked for stands in
// src/core/probeContract.ts. Plain data throughout, so that all of it travels to and from a worker.

/** The update rules. `sgd` uses the `momentum` track where there is one, as PyTorch's SGD does. */
export const OPTIMIZERS = [
  "sgd",
  "heavyBall",
  "nesterov",
  "adam",
  "adamw",
  "lamb",
  "lars",
] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];

/** [step, value]: the value before update `step`; `steps` itself stands for the end. */
export type ProbePoint = readonly [step: number, value: number];

/** New points of one replica; each kind may be empty. */
export interface ProbeSeries {
  /** `id` of the schedule. */
  readonly schedule: string;
  readonly seed: number;
  /** Mini-batch training loss, one point each step. */
  readonly train: readonly ProbePoint[];
  /** Loss on the validation set. */
  readonly validation: readonly ProbePoint[];
  /** Share of the validation set that is classified rightly, 0…1; empty where the task has none. */
  readonly accuracy: readonly ProbePoint[];
  /** What `measureEvery` and `sharpnessEvery` asked for, by its name; see MEASUREMENTS. */
  readonly measured?: Readonly<Record<string, readonly ProbePoint[]>>;
  /** What the task's own view draws. */
  readonly extras?: ProbeExtras;
}

/** Names of measurements; the update ratio is one for each weight matrix. */
export const MEASUREMENTS = {
  /** ‖g‖ of the mini-batch gradient. */
  gradientNorm: "gradientNorm",
  /** Cosine of the angle between this gradient and the one before, −1…1. */
  gradientCosine: "gradientCosine",
  /** ‖Δw‖ of the whole update. */
  updateNorm: "updateNorm",
  /** ‖Δw‖ / ‖w‖ of one weight matrix: this, then the matrix's name. */
  updateRatio: "updateRatio: ",
  /** The Hessian's top eigenvalue on the reference data; preconditioned for Adam and AdamW. */
  sharpness: "sharpness",
  /** The rate above which the update overshoots at that sharpness. */
  speedLimit: "speedLimit",
} as const;

export interface ProbeStarted {
  readonly type: "started";
  readonly task: string;
  /** The task's data, width, noise and why it shows what it shows; plain text. */
  readonly about: string;
  readonly backend: BackendName;
  /** One plain sentence: why this backend. */
  readonly why: string;
  readonly steps: number;
  /** Trained at once: schedules × seeds. */
  readonly replicas: number;
  /** Weights of one replica. */
  readonly parameters: number;
  /** Of the user's own table, where that is trained on. */
  readonly data?: RunData;
  /** The step it goes on from: above 0 after a change of backend in mid-run. */
  readonly from: number;
  /** It trains the first of so many parts (src/probe/shards/parts.ts), and leaves the others to you. */
  readonly shares?: number;
}

export interface ProbeProgress {
  readonly type: "progress";
  readonly step: number;
  readonly of: number;
  /** Undefined until there is something to judge by. */
  readonly secondsLeft: number | undefined;
  /** Of a task with stages: `step` and `of` are those of the stage. */
  readonly stage?: StageProgress;
}

export interface StageProgress {
  /** From 1. */
  readonly at: number;
  readonly of: number;
  /** Share of the work of all stages that is done, 0…1. */
  readonly share: number;
}

export interface ProbePoints {
  readonly type: "points";
  readonly series: readonly ProbeSeries[];
}

/** A replica's loss exploded: it trains no further, the others go on. */
export interface ProbeDiverged {
  readonly type: "diverged";
  readonly schedule: string;
  readonly seed: number;
  readonly step: number;
  /** One plain sentence. */
  readonly cause: string;
}

export interface ProbeFinished {
  readonly type: "finished";
  readonly backend: BackendName;
  /** Updates done; fewer than asked for where it was cancelled or every replica diverged. */
  readonly steps: number;
  readonly cancelled: boolean;
  readonly seconds: number;
  readonly stepsPerSecond: number;
}

/** The probe could not run (to its end). */
export interface ProbeFailed {
  readonly type: "failed";
  /** One plain sentence for the user. */
  readonly message: string;
}

export type ProbeEvent =
  ProbeStarted | ProbeProgress | ProbePoints | ProbeDiverged | ProbeFinished | ProbeFailed;

/**
 * Receives the events in order: `started`, then `progress`, `points` and `diverged` as they come
 * (again `started` after a change of backend), at last one of `finished` and `failed`.
 */
export type ProbeSink = (event: ProbeEvent) => void;

/** Steers a running probe; all three take effect within 200 ms. */
export interface ProbeControl {
  readonly state: "running" | "paused" | "cancelled";
  pause(): void;
  resume(): void;
  cancel(): void;
  /** Resolves at once while running, when resumed after a pause, and on cancel. */
  whenRunning(): Promise<void>;
}
