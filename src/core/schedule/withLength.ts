import { buildSchedule } from "./build";
import type { ScheduleDefinition } from "./definition";
import type { Schedule } from "./schedule";

/** The keys that say how long a run is; the others say what its clocks are worth. */
const HORIZONS: ReadonlySet<string> = new Set(["steps", "epochs", "rounds", "tokens"]);

/** The same definition over another number of steps; undefined where it has no length, or isn't right then. */
export function withLength(definition: ScheduleDefinition, steps: number): Schedule | undefined {
  const given = definition.length;
  if (given === undefined || steps < 1) return undefined;
  const clocks = Object.entries(given).filter(([key]) => !HORIZONS.has(key));
  const length = { ...Object.fromEntries(clocks), steps };
  const { schedule, issues } = buildSchedule({ ...definition, length });
  return issues.length === 0 ? schedule : undefined;
}
