import type { ProbeData } from "../../core/data/probeData";
import type { ProbeTaskName } from "../../core/probeTasks";
import { augmentation } from "./augmentation/task";
import { batchNorm } from "./batchNorm/task";
import { contrastive } from "./contrastive/task";
import { csv } from "./csv";
import { deep } from "./deep/task";
import { diffusion } from "./diffusion/task";
import { digits } from "./digits";
import { federated } from "./federated/task";
import { labelNoise } from "./labelNoise/task";
import { landscape } from "./landscape";
import { lottery } from "./lottery/task";
import { lstm } from "./lstm";
import { protein } from "./protein";
import { quadratic } from "./quadratic";
import { spirals } from "./spirals";
import type { Task } from "./task";
import { transformer } from "./transformer";
import { weightDecay } from "./weightDecay/task";

/**
 * Makes a task; it throws an error with a sentence for the user where it cannot.
 *
 * @param data The user's own, for the task that trains on it.
 */
export type TaskMaker = (data?: ProbeData) => Task;

const MAKERS: Readonly<Record<ProbeTaskName, TaskMaker>> = {
  spirals: () => spirals(),
  quadratic,
  lstm,
  transformer,
  landscape,
  protein13: () => protein(13),
  protein: () => protein(21),
  protein34: () => protein(34),
  digits,
  batchNorm,
  weightDecay: () => weightDecay(),
  augmentation,
  contrastive,
  labelNoise: () => labelNoise(),
  deep,
  federated: () => federated(),
  diffusion,
  lottery,
  csv,
};

/** Every task by name; made when asked for, because making it generates its data. */
export const TASKS: ReadonlyMap<string, TaskMaker> = new Map(Object.entries(MAKERS));
