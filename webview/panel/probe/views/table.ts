import type { TaskView } from "./view";

/** The views by task, each loaded when a run of its task is first shown. */
export const TASK_VIEWS: ReadonlyMap<string, () => Promise<() => TaskView>> = new Map();
