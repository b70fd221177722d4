import { quadratic } from "./quadratic";
import { spirals } from "./spirals";
import type { Task } from "./task";

/** Every task by name; made when asked for, because making it generates its data. */
export const TASKS: ReadonlyMap<string, () => Task> = new Map([
  ["spirals", spirals],
  ["quadratic", quadratic],
]);
