import { warmupOfTrack } from "../facts/warmup";
import { boundaryAxis } from "./boundaries";
import type { Axis, Handle, HandleRole } from "./handle";
import { kindHandles } from "./kindHandles";
import { levelsOf, skips, type Level } from "./levels";
import { phasesOfTrack, type ListedPhase, type PhaseList } from "./phaseList";
import { repeatedPhases } from "./repeated";
import type { TrackScope } from "./scope";
import { rawValue, valueAxis } from "./valueAxis";

/** The handles of a track's phases, from the first on, at most about `limit`. */
export function phaseHandles(scope: TrackScope, limit: number): Handle[] {
  const { track } = scope;
  if (track.follows !== undefined) return [];
  const warmup = warmupOfTrack(track)?.phases.at(-1)?.path;
  return handlesOfList(scope, phasesOfTrack(scope, track), limit, warmup);
}

function handlesOfList(
  scope: TrackScope,
  list: PhaseList,
  limit: number,
  warmup: ListedPhase["path"] | undefined,
): Handle[] {
  const levels = levelsOf(scope, list);
  const handles: Handle[] = [];
  list.phases.forEach((phase, i) => {
    if (handles.length >= limit) return;
    const { start, end, joined } = levels[i] ?? {};
    const isWarmup = warmup !== undefined && phase.path === warmup;
    const found = [
      joined || phase.kind === "constant" ? undefined : startHandle(scope, phase, start),
      phase.kind === "constant" ? levelHandle(scope, phase, start) : undefined,
      ...(skips(scope, phase.path) ? [] : insideHandles(scope, phase, limit)),
      endHandle(scope, list, i, end, isWarmup ? "warmupEnd" : undefined),
    ];
    handles.push(...found.filter((handle) => handle !== undefined));
  });
  return handles;
}

const insideHandles = (scope: TrackScope, phase: ListedPhase, limit: number) => [
  ...kindHandles(scope, phase),
  ...repeated(scope, phase, limit),
];

function repeated(scope: TrackScope, phase: ListedPhase, limit: number): Handle[] {
  const inner = repeatedPhases(scope, phase);
  return inner ? handlesOfList(scope, inner, limit, undefined) : [];
}

function startHandle(
  scope: TrackScope,
  { path, index, start: step, kind }: ListedPhase,
  level: Level | undefined,
): Handle | undefined {
  // the end of a cycle, one of its own, says `low`
  if (kind === "cyclic") return undefined;
  const axis = levelAxis(scope, step, level);
  if (!axis) return undefined;
  return {
    id: scope.id(path, "from"),
    role: "start",
    phase: index,
    ...at(scope, step, axis),
    level: axis,
  };
}

/** In the middle, as a constant has no end of its own. */
function levelHandle(
  scope: TrackScope,
  { path, index, start, length }: ListedPhase,
  level: Level | undefined,
): Handle | undefined {
  const step = Math.floor(start + Math.min(length, scope.length - start) / 2);
  const axis = levelAxis(scope, step, level);
  if (!axis) return undefined;
  return {
    id: scope.id(path, "value"),
    role: "level",
    phase: index,
    ...at(scope, step, axis),
    level: axis,
  };
}

/** Where a phase ends: its boundary with the next one, and the value that it leads to. */
function endHandle(
  scope: TrackScope,
  list: PhaseList,
  i: number,
  end: Level | undefined,
  named: HandleRole | undefined,
): Handle | undefined {
  const phase = list.phases[i];
  if (!phase) return undefined;
  const { path, index, start, length, kind } = phase;
  const time = boundaryAxis(scope, list, i);
  const isLast = i === list.phases.length - 1;
  const level = kind === "constant" && isLast ? undefined : levelAxis(scope, start + length, end);
  if (!time && !level) return undefined;
  const raw = end ? rawValue(end.parameters[0]) : phase.at(length);
  const { factor, offset } = scope.transform(start + length);
  return {
    id: scope.id(path, "end"),
    track: scope.track.name,
    role: named ?? (isLast ? "end" : "boundary"),
    phase: index,
    step: start + length,
    value: raw * factor + offset,
    ...(time && { time }),
    ...(level && { level }),
  };
}

function levelAxis(scope: TrackScope, step: number, level: Level | undefined): Axis | undefined {
  if (!level) return undefined;
  const { parameters, positive } = level;
  return valueAxis(scope, parameters, { transform: scope.transform(step), positive });
}

const at = ({ track }: TrackScope, step: number, axis: Axis) => ({
  track: track.name,
  step,
  value: axis.positionAt(axis.amount),
});
