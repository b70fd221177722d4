import { valueAt, type Path, type SourceValue } from "../parse/sourceValue";
import { RAMPS } from "../schedule/kinds/traits";
import type { ListedPhase, PhaseList } from "./phaseList";
import { plainAt, type TrackScope } from "./scope";
import { rawValue, valueParameter, type ValueParameter } from "./valueAxis";

/** Kinds that end at their `to`. */
const TO: ReadonlySet<string> = new Set([...RAMPS, "untunedWarmup", "rectifiedWarmup"]);
/** Kinds whose values have the sign of their start and never reach zero. */
const GEOMETRIC: ReadonlySet<string> = new Set(["exponential", "step", "inverseSqrt"]);

/** The parameters that say the value at a phase's start and at its end. */
export interface PhaseLevels {
  readonly start: ValueParameter | undefined;
  readonly end: ValueParameter | undefined;
}

/** Values that are the same on both sides of a boundary, and so are moved as one. */
export interface Level {
  readonly parameters: readonly [ValueParameter, ...ValueParameter[]];
  /** Zero is no value for one of the phases that begin or end here. */
  readonly positive: boolean;
}

/** The levels of a list of phases: by phase, that of its start and that of its end. */
export function levelsOf(scope: TrackScope, { phases }: PhaseList) {
  const levels = phases.map((phase) => ownLevels(scope, phase));
  const groups = new Map<ValueParameter, ValueParameter[]>();
  const join = (a: ValueParameter, b: ValueParameter): void => {
    const both = [...(groups.get(a) ?? [a]), ...(groups.get(b) ?? [b])];
    for (const parameter of both) groups.set(parameter, both);
  };
  levels.forEach(({ start }, i) => {
    const before = levels[i - 1]?.end;
    if (before && start && sameLevel(scope, before, start)) join(before, start);
  });
  const level = (own: ValueParameter | undefined): Level | undefined => {
    const [first, ...others] = own ? (groups.get(own) ?? [own]) : [];
    if (!own || !first) return undefined;
    // the one asked for first: its unit is the one that is shown
    const rest = [first, ...others].filter((parameter) => parameter !== own);
    const positive =
      isPositive(phases, levels, [own, ...rest]) || scope.isSharedPeak(rawValue(own));
    return { parameters: [own, ...rest], positive };
  };
  return phases.map((_, i) => ({
    start: level(levels[i]?.start),
    end: level(levels[i]?.end),
    /** The start is the end of the phase before, which has a handle already. */
    joined: levels[i]?.start !== undefined && isJoined(groups, levels[i - 1]?.end, levels[i].start),
  }));
}

const isJoined = (
  groups: ReadonlyMap<ValueParameter, readonly ValueParameter[]>,
  before: ValueParameter | undefined,
  start: ValueParameter,
): boolean => before !== undefined && groups.get(start)?.includes(before) === true;

/** The shape begins part-way: its points are not counted from the phase's start. */
export const skips = (scope: TrackScope, path: Path): boolean =>
  plainAt(scope.plain(path), ["skip"]) !== undefined;

function ownLevels(scope: TrackScope, { path, kind }: ListedPhase): PhaseLevels {
  const parameter = (key: string) => valueParameter(scope, [...path, key]);
  if (kind === "constant") {
    const isNumber = typeof scope.plain(path) === "number";
    const value = isNumber ? valueParameter(scope, path) : parameter("value");
    return { start: value, end: value };
  }
  if (kind === "cyclic") return { start: parameter("low"), end: undefined };
  // where a shape begins part-way its start is not that of the phase
  const start = skips(scope, path) ? undefined : parameter("from");
  return { start, end: TO.has(kind) ? parameter("to") : undefined };
}

/** Equal on purpose: both written here, or both the same constant. */
function sameLevel({ definition }: TrackScope, a: ValueParameter, b: ValueParameter): boolean {
  const [x, y] = [rawValue(a), rawValue(b)];
  if (Math.abs(x - y) > 1e-9 * Math.max(Math.abs(x), Math.abs(y))) return false;
  const [before, after] = [valueAt(definition.source, a.path), valueAt(definition.source, b.path)];
  return before !== undefined && after !== undefined && originOf(before) === originOf(after);
}

const originOf = ({ literal, origin, range }: SourceValue): string =>
  literal ? "literal" : JSON.stringify(origin ?? range);

function isPositive(
  phases: readonly ListedPhase[],
  levels: readonly PhaseLevels[],
  group: readonly ValueParameter[],
): boolean {
  return phases.some(({ kind }, i) => {
    if (!GEOMETRIC.has(kind)) return false;
    const { start, end } = levels[i] ?? {};
    const before = start ? undefined : levels[i - 1]?.end;
    return [start, end, before].some((own) => own !== undefined && group.includes(own));
  });
}
