import type { Path } from "../parse/sourceValue";
import type { ScheduleDefinition } from "../schedule/definition";

/** The plain value at `path` of a definition; a track written without its list is its element 0. */
export function plainAt(definition: ScheduleDefinition, path: Path): unknown {
  let value: unknown = definition;
  for (const step of path) {
    if (step === 0 && !Array.isArray(value)) continue;
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
