import { resolveDuration } from "../schedule/durations";
import type { ListedPhase, PhaseList } from "./phaseList";
import { plainAt, type TrackScope } from "./scope";

/**
 * The phases of the first cycle of a `repeat`, as they lie on the run. None where the cycle is
 * stretched to fit (its lengths do not follow from the text alone).
 */
export function repeatedPhases(scope: TrackScope, repeat: ListedPhase): PhaseList | undefined {
  const plain = scope.plain(repeat.path);
  const list = plainAt(plain, ["phases"]);
  const period = lengthAt(scope, plainAt(plain, ["period"]));
  if (repeat.kind !== "repeat" || !Array.isArray(list)) return undefined;
  const lengths = list.map((phase: unknown) => lengthAt(scope, plainAt(phase, ["for"])));
  const open = lengths.filter((length) => length === undefined).length;
  const known = lengths.reduce<number>((sum, length) => sum + (length ?? 0), 0);
  const isFixed = open === 0 ? period === undefined || period === known : open === 1;
  const stretched = open === 0 && repeat.extent !== "own" && plainAt(plain, ["times"]);
  if (!isFixed || stretched || (open === 1 && period === undefined)) return undefined;
  let at = 0;
  const phases = list.map((phase: unknown, i): ListedPhase => {
    const offset = at;
    const length = lengths[i] ?? Math.max(0, (period ?? 0) - known);
    at += length;
    const kind = plainAt(phase, ["kind"]);
    return {
      path: [...repeat.path, "phases", i],
      kind: typeof kind === "string" ? kind : "unknown",
      index: repeat.index,
      start: repeat.start + offset,
      length,
      // where a cycle ends the next one begins: its own last value is that of the step before
      at: (step) => repeat.at(offset + step),
      extent: lengths[i] === undefined ? "rest" : "written",
    };
  });
  // a cycle of which the period is told keeps its length
  return { phases, fills: period === undefined ? undefined : repeat.start + period };
}

function lengthAt({ definition }: TrackScope, plain: unknown): number | undefined {
  if (typeof plain !== "number" && typeof plain !== "string") return undefined;
  const resolved = resolveDuration(plain, definition.schedule.time);
  return "steps" in resolved ? resolved.steps : undefined;
}
