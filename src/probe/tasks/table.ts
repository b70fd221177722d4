// Written by scripts/kinds.mjs from src/core/probeTasks.ts.

import type { ProbeData } from "../../core/data/probeData";
import type { ProbeTaskName } from "../../core/probeTasks";
import type { Task } from "./task";
import { spirals } from "./spirals";
import { quadratic } from "./quadratic";
import { lstm } from "./lstm";
import { transformer } from "./transformer";
import { landscape } from "./landscape";
import { protein13, protein, protein34 } from "./protein";
import { digits } from "./digits";
import { batchNorm } from "./batchNorm/task";
import { weightDecay } from "./weightDecay/task";
import { augmentation } from "./augmentation/task";
import { contrastive } from "./contrastive/task";
import { labelNoise } from "./labelNoise/task";
import { deep } from "./deep/task";
import { federated } from "./federated/task";
import { diffusion } from "./diffusion/task";
import { lottery } from "./lottery/task";
import { csv } from "./csv";

/**
 * Makes a task; it throws an error with a sentence for the user where it cannot.
 *
 * @param data The user's own, for the task that trains on it.
 */
export type TaskMaker = (data?: ProbeData) => Task;

const MAKERS: Readonly<Record<ProbeTaskName, TaskMaker>> = {
  spirals: () => spirals(),
  quadratic: () => quadratic(),
  lstm: () => lstm(),
  transformer: () => transformer(),
  landscape: () => landscape(),
  protein13: () => protein13(),
  protein: () => protein(),
  protein34: () => protein34(),
  digits: () => digits(),
  batchNorm: () => batchNorm(),
  weightDecay: () => weightDecay(),
  augmentation: () => augmentation(),
  contrastive: () => contrastive(),
  labelNoise: () => labelNoise(),
  deep: () => deep(),
  federated: () => federated(),
  diffusion: () => diffusion(),
  lottery: () => lottery(),
  csv,
};

/** Every task by name; made when asked for, because making it generates its data. */
export const TASKS: ReadonlyMap<string, TaskMaker> = new Map(Object.entries(MAKERS));
