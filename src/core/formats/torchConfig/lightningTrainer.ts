import type { SourceEntry, SourceObject } from "../../parse/sourceValue";
import { firstOf, objectAt, objectsIn } from "../config/fields";
import type { Reading } from "../config/reading";

/**
 * Epochs of the run of a config of Lightning's CLI: its trainer's `max_epochs`. Undefined where nothing
 * says it, where `max_steps` may end the run before (Lightning 2.6: -1 sets no limit), or where a
 * scheduler is stepped by updates.
 */
export function epochsOfTrainer(root: SourceObject, reading: Reading): number | undefined {
  const trainer = objectAt(root, "trainer") ?? objectAt(root, "fit", "trainer");
  const epochs = firstOf(trainer, "max_epochs");
  if (isLimit(firstOf(trainer, "max_steps")) || isByStep(root)) return undefined;
  const count = reading.number(epochs, "epochs");
  return count !== undefined && count >= 1 ? Math.floor(count) : undefined;
}

const isLimit = (entry: SourceEntry | undefined): boolean =>
  entry !== undefined && !(entry.value.type === "number" && entry.value.value < 0);

function isByStep(root: SourceObject): boolean {
  for (const { object } of objectsIn(root)) {
    const interval = firstOf(object, "interval")?.value;
    if (interval && !(interval.type === "string" && interval.value === "epoch")) return true;
  }
  return false;
}
