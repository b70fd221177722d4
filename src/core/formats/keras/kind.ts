import { kerasTable } from "../../libraries/keras/table";
import type { LibraryObject } from "../python/script/value";

const NAME = /^keras\.(?:optimizers\.schedules|callbacks|src\.\w+(?:\.\w+)*|optimizers)\.(\w+)$/;

/** What of Keras' schedules and callbacks an object is; undefined where it is none. */
export const kindOf = ({ path }: LibraryObject): string | undefined => {
  const name = NAME.exec(path)?.[1];
  return name !== undefined && kerasTable.kinds.has(name) ? name : undefined;
};

/** Those that set the rate themselves, once an epoch. */
export const CALLBACKS: ReadonlySet<string> = new Set([
  "LearningRateScheduler",
  "ReduceLROnPlateau",
]);
